import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { languageOf } from '../../editor/file-language.ts';
import { loadCodeDiff } from '../../editor/load-editor.ts';
import { useTheme } from '../../styles/use-theme.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { LoadingEditor } from './loading-editor.tsx';

const CodeDiff = lazy(loadCodeDiff);

export interface CompareDialogProps {
  path: string;
  mine: string;
  theirs: string;
  choices: ReactNode;
  onClose(): void;
}

/** Both texts side by side, before one of them is chosen. */
export function CompareDialog({ path, mine, theirs, choices, onClose }: CompareDialogProps) {
  const { t } = useTranslation();
  const theme = useTheme();
  return (
    <Dialog
      title={t('editor.compareTitle')}
      closeLabel={t('common.close')}
      width="w-[min(1100px,92vw)]"
      footer={choices}
      onClose={onClose}
    >
      <div className="flex pb-1 text-xs font-medium text-text-2">
        <span className="flex-1">{t('editor.compareTheirs')}</span>
        <span className="flex-1">{t('editor.compareMine')}</span>
      </div>
      <div className="h-[52vh] overflow-hidden rounded-md border border-line">
        <Suspense fallback={<LoadingEditor label={t('editor.loading')} />}>
          <CodeDiff
            original={theirs}
            modified={mine}
            language={languageOf(path)}
            theme={theme === 'dark' ? 'nexo-dark' : 'nexo-light'}
          />
        </Suspense>
      </div>
    </Dialog>
  );
}
