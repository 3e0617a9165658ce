import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useRouter } from '../../state/router-store.ts';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AboutSection } from './about-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { EnvironmentSection } from './environment-section.tsx';
import { GatewaySection } from './gateway-section.tsx';
import { KeyboardSection } from './keyboard-section.tsx';
import { LimitsSection } from './limits-section.tsx';
import { PublishingSection } from './publishing-section.tsx';
import { SettingsQuery } from './setting-row.tsx';

const sections = ['appearance', 'gateway', 'limits', 'publishing', 'environments', 'keyboard', 'about'] as const;

/** Everything that can be set, in one place, searchable. */
export function SettingsScreen() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const page = useRef<HTMLDivElement>(null);
  const wanted = useRouter(({ screen }) => (screen.name === 'settings' ? screen.section : undefined));
  const show = (section: string) => page.current?.querySelector(`#settings-${section}`)?.scrollIntoView();
  useEffect(() => {
    if (wanted !== undefined) show(wanted);
  }, [wanted]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ScreenHeader title={t('settings.title')}>
        <TextField
          className="w-64"
          label={t('settings.search')}
          labelHidden
          type="search"
          placeholder={t('settings.search')}
          prefix={<Search aria-hidden size={13} />}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </ScreenHeader>
      <div className="flex min-h-0 flex-1">
        <nav aria-label={t('settings.sections')} className="flex w-48 shrink-0 flex-col gap-0.5 p-3">
          {sections.map((section) => (
            <button
              key={section}
              type="button"
              onClick={() => {
                setTyped('');
                requestAnimationFrame(() => show(section));
              }}
              className="rounded-md px-2.5 py-1.5 text-left text-sm text-text-2 hover:bg-hover hover:text-text"
            >
              {t(`settings.${section}.title`)}
            </button>
          ))}
        </nav>
        <SettingsQuery value={typed.trim().toLowerCase()}>
          <div ref={page} className="group min-w-0 flex-1 overflow-y-auto px-6 py-6">
            <div className="flex max-w-[760px] flex-col gap-8">
              <AppearanceSection />
              <GatewaySection />
              <LimitsSection />
              <PublishingSection />
              <EnvironmentSection />
              <KeyboardSection />
              <AboutSection />
            </div>
            <p className="hidden text-sm text-text-2 group-[:not(:has([data-setting]))]:block">
              {t('settings.noneFits')}
            </p>
          </div>
        </SettingsQuery>
      </div>
    </div>
  );
}
