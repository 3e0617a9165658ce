import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { AppInfo } from '../../../contract/shell.ts';
import { can, shell } from '../../api/clients.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { SettingRow, SettingsSection } from './setting-row.tsx';

/** What `licences.json`, made by the build, says of one package. */
interface PackageLicence {
  name: string;
  version: string;
  licence: string;
  text: string;
}

/** The versions this is made of, and the licences of what it is made of. */
export function AboutSection() {
  const { t } = useTranslation();
  const [info, setInfo] = useState<AppInfo | null>(null);
  useEffect(() => {
    shell.app.info().then(setInfo, reportProblem);
  }, []);
  const versions = info && versionsOf(info);
  return (
    <SettingsSection id="about" title={t('settings.about.title')}>
      <SettingRow title={t('settings.about.versions')} wide>
        <p className="font-mono text-xs" data-selectable>
          {versions ?? t('common.loading')}
        </p>
      </SettingRow>
      {!can('choose-workspace') && (
        <SettingRow title={t('settings.about.inBrowser')} hint={t('settings.about.inBrowserHint')} wide>
          <ul className="flex list-disc flex-col gap-1 pl-5 text-xs text-text-2">
            {absent.map((what) => (
              <li key={what}>{t(`settings.about.absent.${what}`)}</li>
            ))}
          </ul>
        </SettingRow>
      )}
      <SettingRow title={t('settings.about.licences')} hint={t('settings.about.licencesHint')} wide>
        <Licences />
      </SettingRow>
    </SettingsSection>
  );
}

const absent = ['workspace', 'reveal', 'folders', 'secrets', 'engine', 'previews', 'keys'] as const;

function versionsOf({ version, electron, chromium, node }: AppInfo): string {
  const around = electron === null ? [] : [`Electron ${electron}`, `Chromium ${chromium}`];
  return [`Nexo Studio ${version}`, ...around, `Node ${node}`].join(' · ');
}

function Licences() {
  const { t } = useTranslation();
  const [packages, setPackages] = useState<readonly PackageLicence[] | null>(null);
  if (packages === null) {
    const load = async () => setPackages((await (await fetch('licences.json')).json()) as PackageLicence[]);
    return <Button onClick={() => void load().catch(reportProblem)}>{t('settings.about.showLicences')}</Button>;
  }
  return (
    <ul
      className="max-h-96 divide-y divide-line overflow-y-auto rounded-lg border border-line text-xs"
      tabIndex={0}
      aria-label={t('settings.about.licences')}
    >
      {packages.map(({ name, version, licence, text }) => (
        <li key={`${name}@${version}`}>
          <details>
            <summary className="flex cursor-default gap-3 px-3 py-1.5 hover:bg-hover">
              <span className="font-medium">{name}</span>
              <span className="font-mono text-text-3">{version}</span>
              <span className="ml-auto text-text-2">{licence}</span>
            </summary>
            <pre className="overflow-x-auto bg-sunken px-3 py-2 whitespace-pre-wrap" data-selectable>
              {text}
            </pre>
          </details>
        </li>
      ))}
    </ul>
  );
}
