import { ChevronRight, CircleDot, CopyPlus, EllipsisVertical, FolderOpen, Pencil, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import type { TestResult, TestSummary } from '../../../contract/test.ts';
import { can, shell } from '../../api/clients.ts';
import { useFormat } from '../../i18n/format.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { runTests } from '../../tests/run-tests.ts';
import { Badge, MethodBadge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { duplicateTest, recordTest, removeTest } from './test-actions.ts';
import { TestDetail } from './test-detail.tsx';
import { type ShownOutcome, TestOutcome } from './test-outcome.tsx';

export interface TestRowProps {
  test: TestSummary;
  target: FunctionSummary;
  result: TestResult | undefined;
  running: boolean;
  onEdit(): void;
}

/** One test: how it stands, and what can be done with it. A failed one shows why at once. */
export function TestRow({ test, target, result, running, onEdit }: TestRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const outcome: ShownOutcome = running ? 'running' : test.broken ? 'broken' : (result?.outcome ?? 'none');
  const open = chosen ?? (outcome === 'failed' || outcome === 'broken');
  const { functionId, name, broken } = test;
  const reveal = () => shell.workspace.reveal({ path: test.file }).catch(reportProblem);
  return (
    <li aria-label={name} className="border-b border-line">
      <div className="flex h-9 items-center gap-2 pr-1.5 pl-2">
        <button
          type="button"
          aria-expanded={open}
          className="flex min-w-0 flex-1 items-center gap-2 text-left"
          onClick={() => setChosen(!open)}
        >
          <ChevronRight
            aria-hidden
            size={13}
            className={classNames('shrink-0 text-text-3 transition-transform', open && 'rotate-90')}
          />
          <TestOutcome outcome={outcome} />
          <span className="truncate text-sm" title={test.description}>
            {name}
          </span>
          {test.method !== '' && <MethodBadge method={test.method} />}
          {test.fetch === 'mocked' && (
            <Badge tone="violet" title={t('tests.fetchHint.mocked')}>
              {t('tests.mocked')}
            </Badge>
          )}
        </button>
        {result?.answer && (
          <span className="shrink-0 text-2xs text-text-3 tabular-nums">{format.duration(result.answer.wallMs)}</span>
        )}
        <IconButton
          icon={Play}
          label={t('tests.runOne', { name })}
          disabled={running || broken !== null}
          onClick={() => void runTests({ functionId, name })}
        />
        <Menu
          align="end"
          trigger={<IconButton icon={EllipsisVertical} label={t('tests.more', { name })} />}
          items={[
            { label: t('tests.edit'), icon: Pencil, disabled: broken !== null, onSelect: onEdit },
            {
              label: t('tests.duplicate'),
              icon: CopyPlus,
              disabled: broken !== null,
              onSelect: () => void duplicateTest(test),
            },
            {
              label: t('tests.record'),
              icon: CircleDot,
              disabled: broken !== null,
              onSelect: () => void recordTest(test),
            },
            ...(can('reveal-files')
              ? [{ label: t('tests.reveal'), icon: FolderOpen, onSelect: () => void reveal() }]
              : []),
            'separator',
            { label: t('tests.remove'), icon: Trash2, danger: true, onSelect: () => void removeTest(test) },
          ]}
        />
      </div>
      {open && <TestRowDetail test={test} target={target} result={result} />}
    </li>
  );
}

function TestRowDetail({ test, target, result }: Pick<TestRowProps, 'test' | 'target' | 'result'>) {
  const { t } = useTranslation();
  if (test.broken) return <FaultNote className="px-3 pb-2 text-xs" title={t('tests.broken')} fault={test.broken} />;
  if (result) return <TestDetail result={result} target={target} />;
  return <p className="px-3 pb-2 pl-8 text-xs text-text-3">{t('tests.notRun')}</p>;
}
