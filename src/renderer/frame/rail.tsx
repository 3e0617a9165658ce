import { Activity, Code2, Gauge, House, ListTree, type LucideIcon, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useShortcut } from '../state/keybindings.ts';
import { openScreen, useRouter } from '../state/router-store.ts';
import { classNames } from '../ui/class-names.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { openRailScreen, railScreens } from './use-frame-commands.ts';

const icons: Record<(typeof railScreens)[number], LucideIcon> = {
  home: House,
  dashboard: Gauge,
  functions: ListTree,
  calls: Activity,
  editor: Code2,
};

const itemClass =
  'relative flex h-14 flex-col items-center justify-center gap-1 rounded-lg text-2xs font-medium transition-colors';
const currentClass = 'bg-accent-soft text-accent-ink';
const otherClass = 'text-text-2 hover:bg-hover hover:text-text';

/** The way to every screen, at the left edge. */
export function Rail() {
  const { t } = useTranslation();
  const current = useRouter((router) => router.screen.name);
  const shortcuts = {
    home: useShortcut('screen.home'),
    dashboard: useShortcut('screen.dashboard'),
    functions: useShortcut('screen.functions'),
    calls: useShortcut('screen.calls'),
    editor: useShortcut('screen.editor'),
  };
  const settingsKeys = useShortcut('settings.open');
  const canEdit = useRouter((router) => router.lastFunctionId !== null);
  return (
    <nav aria-label={t('frame.navigation')} className="row-start-3 flex w-[76px] flex-col gap-1 px-1.5 py-1">
      {railScreens.map((name) => {
        const Icon = icons[name];
        const unavailable = name === 'editor' && !canEdit;
        return (
          <Tooltip
            key={name}
            side="right"
            text={unavailable ? t('frame.noEditor') : t(`frame.${name}`)}
            shortcut={shortcuts[name]}
          >
            <button
              type="button"
              aria-current={current === name ? 'page' : undefined}
              aria-disabled={unavailable || undefined}
              onClick={() => openRailScreen(name)}
              className={classNames(
                itemClass,
                current === name ? currentClass : otherClass,
                unavailable && 'opacity-60',
              )}
            >
              <Icon aria-hidden size={18} strokeWidth={current === name ? 2.25 : 1.75} />
              {t(`frame.${name}`)}
            </button>
          </Tooltip>
        );
      })}
      <span className="flex-1" />
      <Tooltip side="right" text={t('frame.settings')} shortcut={settingsKeys}>
        <button
          type="button"
          aria-current={current === 'settings' ? 'page' : undefined}
          onClick={() => openScreen({ name: 'settings' })}
          className={classNames(itemClass, current === 'settings' ? currentClass : otherClass)}
        >
          <Settings aria-hidden size={18} strokeWidth={current === 'settings' ? 2.25 : 1.75} />
          {t('frame.settings')}
        </button>
      </Tooltip>
    </nav>
  );
}
