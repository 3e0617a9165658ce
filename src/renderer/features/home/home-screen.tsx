import { useTranslation } from 'react-i18next';

import { useEngine } from '../../state/engine-store.ts';
import { folderName, useFunctions } from '../../state/functions-store.ts';
import { ChecklistCard } from './checklist-card.tsx';
import { GatewayCard } from './gateway-card.tsx';
import { PoolCard } from './pool-card.tsx';
import { QuickStartCard } from './quick-start-card.tsx';
import { RecentFunctions } from './recent-functions.tsx';
import { TemplateCards } from './template-cards.tsx';

/** Where the app opens: what runs, what was worked on, and ways to begin; the latter first while there is nothing else. Nothing here runs by itself. */
export function HomeScreen() {
  const { t } = useTranslation();
  const phase = useEngine((store) => store.engine.phase);
  const folder = useFunctions((state) => state.workspace?.folder);
  const isEmpty = useFunctions(({ workspace, functions }) => workspace?.loading === null && functions.size === 0);
  const known = (
    <div className="grid grid-cols-2 items-start gap-4 max-[1099px]:grid-cols-1">
      <RecentFunctions />
      <QuickStartCard />
    </div>
  );
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex max-w-[1080px] flex-col gap-6 px-8 py-8">
        <header>
          <h1 className="text-2xl font-semibold tracking-tight">{folder ? folderName(folder) : t('home.title')}</h1>
          <p className="mt-1 truncate text-sm text-text-2" data-selectable>
            {folder ?? t(phase === 'failed' ? 'engine.failed' : 'home.opening')}
          </p>
        </header>
        <ChecklistCard />
        <div className="grid grid-cols-2 gap-4">
          <GatewayCard />
          <PoolCard />
        </div>
        {!isEmpty && known}
        <TemplateCards />
        {isEmpty && known}
      </div>
    </div>
  );
}
