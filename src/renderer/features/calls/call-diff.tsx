import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Call } from '../../../contract/call.ts';
import { loadCodeDiff } from '../../editor/load-editor.ts';
import { prettyJson, viewBody } from '../../http/body-view.ts';
import { useFormat } from '../../i18n/format.ts';
import { useTheme } from '../../styles/use-theme.ts';
import { Badge, StatusBadge } from '../../ui/badge.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

const CodeDiff = lazy(loadCodeDiff);

/** Two answers side by side: status and figures, then what differs in bodies and headers. */
export function CallDiff({ before, after }: { before: Call; after: Call }) {
  const { t } = useTranslation();
  const theme = useTheme();
  const [part, setPart] = useState<'body' | 'headers'>('body');
  const texts = part === 'body' ? [bodyText(before), bodyText(after)] : [headerText(before), headerText(after)];
  const [original = '', modified = ''] = texts;
  return (
    <div className="flex flex-col gap-2">
      <Figures before={before} after={after} />
      <div className="flex items-center gap-1">
        <Segmented
          label={t('calls.comparePart')}
          value={part}
          options={(['body', 'headers'] as const).map((value) => ({ value, label: t(`calls.part.${value}`) }))}
          onChange={setPart}
        />
        <span className="ml-auto text-xs text-text-2" role="status">
          {original === modified ? t('calls.same') : t('calls.different')}
        </span>
      </div>
      <div className="h-[40vh] overflow-hidden rounded-md border border-line">
        <Suspense fallback={<Skeleton className="h-full" />}>
          <CodeDiff
            original={original}
            modified={modified}
            language={part === 'body' ? 'json' : 'plaintext'}
            theme={theme === 'dark' ? 'nexo-dark' : 'nexo-light'}
          />
        </Suspense>
      </div>
    </div>
  );
}

function Figures({ before, after }: { before: Call; after: Call }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = [
    { label: t('run.cpu'), of: (call: Call) => call.cpuMs, text: format.duration },
    { label: t('run.wall'), of: (call: Call) => call.wallMs, text: format.duration },
    { label: t('run.heap'), of: (call: Call) => call.heapBytes, text: format.bytes },
    { label: t('calls.response'), of: (call: Call) => call.responseBytes, text: format.bytes },
  ];
  const cell = 'border-t border-line py-1 pr-4 font-mono tabular-nums';
  return (
    <table className="w-full text-xs">
      <thead>
        <tr className="text-left text-text-3">
          <th scope="col" className="w-28 pb-1 font-medium">
            <span className="sr-only">{t('calls.compareFigure')}</span>
          </th>
          {[before, after].map((call) => (
            <th key={call.id} scope="col" className="pb-1 font-medium">
              {t(call.replayOf === null ? 'calls.before' : 'calls.after')}{' '}
              <Badge mono>{call.versionNumber === null ? call.version : `v${call.versionNumber}`}</Badge>{' '}
              <span className="font-normal">{t(call.cold ? 'run.cold' : 'run.warm')}</span>
              {call.linesCounted && <span className="font-normal"> · {t('calls.linesCounted')}</span>}
            </th>
          ))}
          <th scope="col" className="pb-1 font-medium">
            {t('calls.change')}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row" className="border-t border-line text-left font-medium">
            {t('calls.status')}
          </th>
          {[before, after].map((call) => (
            <td key={call.id} className={cell}>
              <StatusBadge status={call.status} />
            </td>
          ))}
          <td className={cell}>{before.status === after.status ? t('calls.same') : t('calls.different')}</td>
        </tr>
        {rows.map(({ label, of, text }) => (
          <tr key={label}>
            <th scope="row" className="border-t border-line text-left font-medium">
              {label}
            </th>
            <td className={cell}>{text(of(before))}</td>
            <td className={cell}>{text(of(after))}</td>
            <td className={cell}>{changeText(of(before), of(after), format.percent)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function changeText(before: number, after: number, percent: (value: number) => string): string {
  if (before === after || before === 0) return '';
  const change = (after - before) / before;
  return `${change > 0 ? '+' : '−'}${percent(Math.abs(change))}`;
}

function bodyText({ response: { headers, body } }: Call): string {
  const { kind } = viewBody(headers, body.text, body.encoding);
  return kind === 'json' ? prettyJson(body.text) : body.text;
}

/** By name, so that another order is no difference; what changes every time is left out. */
function headerText({ response: { headers } }: Call): string {
  return headers
    .map(([name, value]) => `${name}: ${value}`)
    .toSorted()
    .join('\n');
}
