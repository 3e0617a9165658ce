import { CirclePause } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { useFormat } from '../../i18n/format.ts';
import { openScreen } from '../../state/router-store.ts';
import { resumeFunction } from '../../state/resume-function.ts';
import { useStats } from '../../state/stats-store.ts';
import { Badge, MethodBadge, StatusBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { FunctionMenu } from './function-menu.tsx';

/** Functions as rows: what they answer to, what is live and how it goes. */
export function FunctionsTable({ functions }: { functions: readonly FunctionSummary[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const stats = useStats((state) => state.functions);
  const columns: Column<FunctionSummary>[] = [
    { key: 'name', header: t('functions.name'), className: 'w-[24%]', cell: (item) => <NameCell item={item} /> },
    { key: 'route', header: t('functions.route'), cell: (item) => <RouteCell item={item} /> },
    {
      key: 'language',
      header: t('functions.language'),
      wideOnly: true,
      className: 'w-24',
      cell: (item) => !item.damage && <Badge mono>{item.language === 'typescript' ? 'TS' : 'JS'}</Badge>,
    },
    {
      key: 'version',
      header: t('functions.version'),
      wideOnly: true,
      className: 'w-24',
      cell: (item) => <span className="font-mono text-xs text-text-3">{item.version.slice(0, 7)}</span>,
    },
    {
      key: 'requests',
      header: t('functions.requests'),
      numeric: true,
      wideOnly: true,
      className: 'w-28',
      cell: (item) => (item.damage ? '' : format.number(stats.get(item.id)?.requests ?? 0)),
    },
    {
      key: 'last',
      header: t('functions.lastStatus'),
      className: 'w-32',
      cell: (item) => !item.damage && <LastStatus status={stats.get(item.id)?.lastStatus ?? null} />,
    },
    {
      key: 'p95',
      header: 'p95',
      numeric: true,
      className: 'w-24',
      cell: (item) => {
        const of = stats.get(item.id);
        return of && of.requests > 0 ? format.duration(of.wallP95Ms) : '';
      },
    },
    { key: 'menu', header: '', className: 'w-16', cell: (item) => <FunctionMenu item={item} /> },
  ];
  return (
    <Table
      className="h-full"
      label={t('frame.functions')}
      columns={columns}
      rows={functions}
      rowKey={(item) => item.id}
      rowProps={(item) => ({
        className: 'hover:bg-hover',
        onDoubleClick: () => openScreen({ name: 'editor', functionId: item.id }),
      })}
    />
  );
}

function NameCell({ item }: { item: FunctionSummary }) {
  const { t } = useTranslation();
  return (
    <span className="flex items-center gap-1.5">
      <OpenButton item={item} />
      {item.trusted === false && (
        <Badge tone="warm" title={t('editor.untrusted', { from: item.importedFrom ?? '?' })}>
          {t('functions.untrusted')}
        </Badge>
      )}
    </span>
  );
}

function OpenButton({ item }: { item: FunctionSummary }) {
  return (
    <button
      type="button"
      onClick={() => openScreen({ name: 'editor', functionId: item.id })}
      className="min-w-0 truncate rounded font-medium hover:text-accent-ink hover:underline"
    >
      {item.name}
    </button>
  );
}

function RouteCell({ item }: { item: FunctionSummary }) {
  const { t } = useTranslation();
  if (item.damage) return <FaultNote title={t('functions.damaged')} fault={item.damage} className="py-1.5" />;
  return (
    <>
      <span
        className={classNames(
          'flex flex-wrap items-center gap-1.5',
          (item.problem ?? item.pausedSince) !== undefined && 'pt-1.5',
        )}
      >
        {item.methods.map((method) => (
          <MethodBadge key={method} method={method} />
        ))}
        <span className="font-mono text-xs" data-selectable>
          {item.route}
        </span>
      </span>
      {item.pausedSince !== undefined && <PausedNote item={item} />}
      {item.problem && <FaultNote title={t('functions.doesNotCompile')} fault={item.problem} className="py-1" />}
    </>
  );
}

function PausedNote({ item: { id, name } }: { item: FunctionSummary }) {
  const { t } = useTranslation();
  return (
    <span className="flex items-start gap-1.5 py-1 text-warm">
      <CirclePause aria-hidden size={14} className="mt-0.5 shrink-0" />
      <span className="min-w-0">
        <span className="font-medium">{t('functions.paused')}</span>
        <span className="block text-xs text-text-2">{t('functions.pausedReason')}</span>
        <Button
          size="sm"
          className="mt-1"
          aria-label={t('functions.resumeNamed', { name })}
          onClick={() => resumeFunction(id)}
        >
          {t('functions.resume')}
        </Button>
      </span>
    </span>
  );
}

function LastStatus({ status }: { status: number | null }) {
  const { t } = useTranslation();
  if (status === null) return <span className="text-xs text-text-3">{t('functions.neverCalled')}</span>;
  return <StatusBadge status={status} />;
}
