import { FileWarning, FunctionSquare, Plus, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { openDialog } from '../../state/dialogs-store.ts';
import { sortedFunctions, useFunctions } from '../../state/functions-store.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { FilterField } from './filter-field.tsx';
import { FunctionsTable } from './functions-table.tsx';
import { matchesFilter } from './matches-filter.ts';

/** Every function of the workspace, damaged ones included. */
export function FunctionsScreen() {
  const { t } = useTranslation();
  const opened = useFunctions((state) => state.workspace !== null);
  const functions = useFunctions((state) => state.functions);
  const [filter, setFilter] = useState('');
  const all = sortedFunctions(functions);
  const shown = all.filter((item) => matchesFilter(item, filter));
  const damaged = all.filter((item) => item.damage).length;
  return (
    <div className="flex h-full flex-col">
      <ScreenHeader title={t('frame.functions')}>
        {damaged > 0 && (
          <Badge tone="danger">
            <FileWarning aria-hidden size={12} />
            {t('functions.damagedCount', { count: damaged })}
          </Badge>
        )}
        <FilterField value={filter} onChange={setFilter} className="w-64" />
      </ScreenHeader>
      <div className="min-h-0 flex-1">
        {!opened && <LoadingRows />}
        {opened && all.length === 0 && (
          <EmptyState
            icon={FunctionSquare}
            title={t('functions.emptyTitle')}
            description={t('functions.emptyDescription')}
            action={
              <Button tone="primary" icon={Plus} onClick={() => openDialog({ kind: 'create-function' })}>
                {t('frame.newFunction')}
              </Button>
            }
          />
        )}
        {all.length > 0 && shown.length === 0 && (
          <EmptyState
            icon={SearchX}
            title={t('functions.noMatch', { filter })}
            action={<Button onClick={() => setFilter('')}>{t('functions.clearFilter')}</Button>}
          />
        )}
        {shown.length > 0 && <FunctionsTable functions={shown} />}
      </div>
    </div>
  );
}

function LoadingRows() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-3 p-4">
      {[0, 1, 2, 3, 4].map((row) => (
        <Skeleton key={row} className="h-7" />
      ))}
    </div>
  );
}
