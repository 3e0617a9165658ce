import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Theme, UiLanguage } from '../../../contract/shell.ts';
import { can, engine, shell } from '../../api/clients.ts';
import { runFunction } from '../../run/runs-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { useShortcut } from '../../state/keybindings.ts';
import { setPreferences, usePreferences } from '../../state/preferences-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { sampleFunctions } from './sample-functions.ts';

/** The very first start, once: language, theme, folder, and a workspace with something alive in it. */
export function WelcomeDialog() {
  const { t } = useTranslation();
  const { theme, language, welcomed } = usePreferences();
  const workspace = useFunctions((state) => state.workspace);
  const isEmpty = useFunctions((state) => state.functions.size === 0);
  const runKeys = useShortcut('function.run') ?? 'Ctrl+Enter';
  const [busy, setBusy] = useState(false);
  if (welcomed || workspace === null || workspace.loading !== null) return null;

  const finish = () => void setPreferences({ welcomed: true });
  const start = async () => {
    setBusy(true);
    try {
      const first = isEmpty ? await createSamples(t('firstRun.hintComment', { keys: runKeys })) : undefined;
      finish();
      if (first === undefined) return;
      openScreen({ name: 'editor', functionId: first });
      await runFunction(first);
    } catch (error) {
      finish();
      reportProblem(error);
    }
  };
  return (
    <Dialog
      title={t('firstRun.title')}
      description={t('firstRun.description')}
      closeLabel={t('firstRun.skip')}
      onClose={finish}
      stays
      width="w-[480px]"
      footer={
        <>
          <Button onClick={finish}>{t('firstRun.skip')}</Button>
          <Button tone="primary" busy={busy} onClick={() => void start()}>
            {t('firstRun.start')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-2 gap-4">
        <Select<UiLanguage>
          label={t('frame.language')}
          value={language}
          options={[
            { value: 'system', label: t('frame.languageSystem') },
            { value: 'en', label: 'English' },
            { value: 'zh-CN', label: '简体中文' },
          ]}
          onChange={(next) => void setPreferences({ language: next })}
        />
        <Select<Theme>
          label={t('frame.theme')}
          value={theme}
          options={[
            { value: 'system', label: t('frame.themeSystem') },
            { value: 'light', label: t('frame.themeLight') },
            { value: 'dark', label: t('frame.themeDark') },
          ]}
          onChange={(next) => void setPreferences({ theme: next })}
        />
        <Field
          className="col-span-2"
          label={t('firstRun.folder')}
          hint={t(can('choose-workspace') ? 'firstRun.folderHint' : 'firstRun.folderOfServer')}
        >
          {(control) => (
            <div className="flex items-center gap-2">
              <code className="min-w-0 flex-1 truncate rounded-md bg-sunken px-2.5 py-1.5 text-xs" data-selectable>
                {workspace.folder}
              </code>
              {can('choose-workspace') && (
                <Button {...control} onClick={() => void shell.workspace.choose().catch(reportProblem)}>
                  {t('firstRun.choose')}
                </Button>
              )}
            </div>
          )}
        </Field>
      </div>
      <p className="mt-4 text-sm text-text-2">{t(isEmpty ? 'firstRun.samples' : 'firstRun.yours')}</p>
    </Dialog>
  );
}

/** Answers the id of the first one. */
async function createSamples(hint: string): Promise<string | undefined> {
  const ids: string[] = [];
  for (const draft of sampleFunctions(await engine.workspace.templates(), hint)) {
    ids.push((await engine.functions.create(draft)).id);
  }
  return ids[0];
}
