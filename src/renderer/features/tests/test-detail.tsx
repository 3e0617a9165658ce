import { useTranslation } from 'react-i18next';

import type { Assertion, AssertionResult } from '../../../contract/assertion.ts';
import type { FunctionSummary } from '../../../contract/function.ts';
import type { TestResult } from '../../../contract/test.ts';
import { describeAssertion } from '../../../testing/describe-assertion.ts';
import { openPlace } from '../../editor/open-place.ts';
import { useFormat } from '../../i18n/format.ts';
import { FailureCard } from '../../run/failure-card.tsx';
import { LogList } from '../../run/log-list.tsx';
import { StatusBadge } from '../../ui/badge.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { TextDiff } from '../../ui/text-diff.tsx';
import { TestOutcome } from './test-outcome.tsx';

/** What became of a test: each assertion with both sides, fetches nobody expected, the failure, and the answer. */
export function TestDetail({ result, target }: { result: TestResult; target: FunctionSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { problem, assertions, unexpectedFetches, unusedExchanges, answer } = result;
  return (
    <div className="flex flex-col gap-2 border-t border-line bg-bg px-3 py-2">
      {problem !== null && <FaultNote title={t('tests.cannotRun')} fault={problem} />}
      {unexpectedFetches.map((asked, index) => (
        <p key={index} data-selectable className="text-xs text-danger">
          {t('tests.unexpectedFetch')} <code className="break-all">{asked}</code>
        </p>
      ))}
      <ul className="flex flex-col gap-1.5">
        {assertions.map((one, index) => (
          <AssertionLine key={index} result={one} />
        ))}
      </ul>
      {unusedExchanges > 0 && <p className="text-xs text-text-3">{t('tests.unused', { count: unusedExchanges })}</p>}
      {answer?.failure && (
        <FailureCard
          failure={answer.failure}
          file={target.file}
          onGoTo={(line, column) => openPlace({ file: target.file, line, column })}
        />
      )}
      {answer !== null && (
        <details className="text-xs">
          <summary className="cursor-default text-text-2">
            {t('tests.answer')} <StatusBadge status={answer.status} />{' '}
            <span className="text-text-3 tabular-nums">
              {format.bytes(answer.bytes)} · {format.duration(answer.wallMs)} · {format.duration(answer.cpuMs)} CPU
            </span>
          </summary>
          <pre data-selectable className="mt-1 max-h-56 overflow-auto rounded-md bg-sunken p-2 whitespace-pre-wrap">
            {answer.bodyEncoding === 'utf8' ? answer.body : t('tests.binaryBody')}
          </pre>
          {answer.logs.length > 0 && <LogList logs={answer.logs} dropped={0} />}
        </details>
      )}
    </div>
  );
}

function valueOf(assertion: Assertion): string {
  if (!('value' in assertion)) return '';
  const { value } = assertion;
  return assertion.op === 'range'
    ? assertion.value.join('-')
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}

function AssertionLine({ result }: { result: AssertionResult }) {
  const { t } = useTranslation();
  const { assertion, outcome, expected, actual } = result;
  const labels = { before: t('tests.expected'), after: t('tests.actual') };
  return (
    <li className="flex flex-col gap-1">
      <span className="flex items-center gap-1.5 text-xs">
        <TestOutcome outcome={outcome === 'skipped' ? 'none' : outcome} />
        <code data-selectable className="min-w-0 truncate">
          {describeAssertion(assertion)} {outcome !== 'failed' && valueOf(assertion)}
        </code>
      </span>
      {outcome === 'failed' && (
        <div className="pl-5">
          <TextDiff before={expected} after={actual} labels={labels} />
        </div>
      )}
    </li>
  );
}
