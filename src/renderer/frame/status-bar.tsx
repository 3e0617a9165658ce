import { Bell, Check, Copy, Languages, Monitor, Moon, Sun, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { EngineState, Theme, UiLanguage } from '../../contract/shell.ts';
import { useFormat } from '../i18n/format.ts';
import { runCommand } from '../state/commands.ts';
import { useEngine } from '../state/engine-store.ts';
import { useFunctions } from '../state/functions-store.ts';
import { setPreferences, usePreferences } from '../state/preferences-store.ts';
import { openScreen } from '../state/router-store.ts';
import { useStats } from '../state/stats-store.ts';
import { classNames } from '../ui/class-names.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { useCopy } from '../ui/use-copy.ts';
import { ProblemCount } from './problem-count.tsx';
import { PresetMenu } from './preset-menu.tsx';
import { PoolStrip } from './pool-strip.tsx';
import { StatusMenu, statusItemClass } from './status-menu.tsx';

/** The bottom edge: the gateway's address, the engine and its pool at a glance, language and theme. */
export function StatusBar() {
  const { t } = useTranslation();
  const format = useFormat();
  const engine = useEngine((store) => store.engine);
  const functionCount = useFunctions((state) => (state.workspace ? state.functions.size : null));
  const stats = useStats((state) => state.stats);
  const chosen = usePreferences((preferences) => preferences.gateway.exposed);
  // The address may come from elsewhere, too: from NEXO_ADDR, or from whoever serves the console.
  const exposed = stats?.exposed ?? chosen;
  return (
    <footer
      aria-label={t('frame.status')}
      className="col-span-2 flex h-7 items-center gap-1 border-t border-line px-2 text-2xs whitespace-nowrap"
    >
      <EngineLamp engine={engine} />
      {engine.phase === 'ready' && <GatewayAddress url={engine.url} />}
      {functionCount !== null && (
        <Plain>{t('frame.functionCount', { count: functionCount, shown: format.number(functionCount) })}</Plain>
      )}
      <ProblemCount className={statusItemClass} />
      {stats && engine.phase === 'ready' && (
        <>
          <PoolStrip pool={stats.pool} />
          <Plain className="max-[1099px]:hidden">
            {t('frame.engineMemory', { size: format.bytes(stats.engineRssBytes) })}
          </Plain>
        </>
      )}
      <span className="flex-1" />
      {exposed && (
        <button
          type="button"
          className={classNames(statusItemClass, 'text-warm')}
          onClick={() => openScreen({ name: 'settings', section: 'gateway' })}
        >
          <TriangleAlert aria-hidden size={12} />
          {t('frame.exposed')}
        </button>
      )}
      <PresetMenu />
      <LanguageMenu />
      <ThemeMenu />
      <IconButton
        icon={Bell}
        label={t('commands.notifications.show')}
        className="size-6"
        onClick={() => runCommand('notifications.show')}
      />
    </footer>
  );
}

function Plain({ children, className }: { children: ReactNode; className?: string }) {
  return <span className={classNames('px-2 text-text-2 tabular-nums', className)}>{children}</span>;
}

const lamps: Record<EngineState['phase'], string> = {
  ready: 'bg-ok',
  starting: 'border border-warm bg-warm-soft',
  restarting: 'border border-warm bg-warm-soft',
  unreachable: 'border border-warm bg-warm-soft',
  failed: 'bg-danger rounded-none rotate-45',
};

function EngineLamp({ engine }: { engine: EngineState }) {
  const { t } = useTranslation();
  return (
    <span role="status" className="flex items-center gap-1.5 px-2 text-text-2">
      <span aria-hidden className={classNames('size-2 rounded-full', lamps[engine.phase])} />
      {t(`engine.state.${engine.phase}`)}
    </span>
  );
}

function GatewayAddress({ url }: { url: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy(url);
  return (
    <Tooltip side="top" text={copied ? t('frame.gatewayCopied') : t('frame.gatewayCopy')}>
      <button
        type="button"
        aria-label={`${t('frame.gateway')}: ${url}. ${t('frame.gatewayCopy')}`}
        className={classNames(statusItemClass, 'font-mono')}
        onClick={copy}
      >
        {new URL(url).host}
        {copied ? <Check aria-hidden size={11} /> : <Copy aria-hidden size={11} />}
      </button>
    </Tooltip>
  );
}

const languageNames = { en: 'English', 'zh-CN': '简体中文' };

function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const chosen = usePreferences((preferences) => preferences.language);
  const shown = i18n.language === 'zh-CN' ? languageNames['zh-CN'] : languageNames.en;
  const choices: UiLanguage[] = ['system', 'en', 'zh-CN'];
  return (
    <StatusMenu
      icon={Languages}
      label={t('frame.language')}
      shown={shown}
      items={choices.map((language) => ({
        label: language === 'system' ? t('frame.languageSystem') : languageNames[language],
        checked: chosen === language,
        onSelect: () => void setPreferences({ language }),
      }))}
    />
  );
}

const themeIcons = { system: Monitor, light: Sun, dark: Moon };
const themeLabels = {
  system: 'frame.themeSystem',
  light: 'frame.themeLight',
  dark: 'frame.themeDark',
} as const satisfies Record<Theme, string>;

function ThemeMenu() {
  const { t } = useTranslation();
  const chosen = usePreferences((preferences) => preferences.theme);
  const choices: Theme[] = ['system', 'light', 'dark'];
  return (
    <StatusMenu
      icon={themeIcons[chosen]}
      label={t('frame.theme')}
      shown={t(themeLabels[chosen])}
      items={choices.map((theme) => ({
        label: t(themeLabels[theme]),
        icon: themeIcons[theme],
        checked: chosen === theme,
        onSelect: () => void setPreferences({ theme }),
      }))}
    />
  );
}
