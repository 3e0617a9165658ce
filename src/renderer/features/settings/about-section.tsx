import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { AppInfo } from '../../../contract/shell.ts';
import { shell } from '../../api/clients.ts';
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
  const versions =
    info && `Nexo Studio ${info.version} · Electron ${info.electron} · Chromium ${info.chromium} · Node ${info.node}`;
  return (
    <SettingsSection id="about" title={t('settings.about.title')}>
      <SettingRow title={t('settings.about.versions')} wide>
        <p className="font-mono text-xs" data-selectable>
          {versions ?? t('common.loading')}
        </p>
      </SettingRow>
      <SettingRow title={t('settings.about.licences')} hint={t('settings.about.licencesHint')} wide>
        <Licences />
      </SettingRow>
    </SettingsSection>
  );
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
