import { CircleCheck, CircleX, LoaderCircle, Square } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import type { PackageRun } from './packages-store.ts';

/** How npm is getting on, and what it says; its own reason where it failed. */
export function NpmOutput({ run }: { run: PackageRun }) {
  const { t } = useTranslation();
  const { running, lines, outcome } = run;
  const output = useRef<HTMLPreElement>(null);
  useEffect(() => output.current?.scrollTo({ top: output.current.scrollHeight }), [lines]);
  return (
    <div className="border-b border-line">
      <p role="status" className="flex items-center gap-2 px-3 py-1.5 text-xs font-medium">
        {running && <LoaderCircle aria-hidden size={13} className="animate-spin text-text-3" />}
        {running && t('packages.working')}
        {outcome?.kind === 'done' && <CircleCheck aria-hidden size={13} className="text-ok" />}
        {outcome?.kind === 'done' && t('packages.done')}
        {outcome?.kind === 'cancelled' && <Square aria-hidden size={13} className="text-warm" />}
        {outcome?.kind === 'cancelled' && t('packages.cancelled')}
        {outcome?.kind === 'failed' && <CircleX aria-hidden size={13} className="text-danger" />}
        {outcome?.kind === 'failed' && <span className="text-danger">{t('packages.failed')}</span>}
      </p>
      {outcome?.kind === 'failed' && (
        <pre data-selectable className="px-3 pb-1.5 text-xs whitespace-pre-wrap text-danger">
          {outcome.reason}
        </pre>
      )}
      {lines.length > 0 && (
        <details open={running || outcome?.kind === 'failed'} className="px-3 pb-1.5 text-xs">
          <summary className="cursor-default text-text-3">{t('packages.output')}</summary>
          <pre
            ref={output}
            tabIndex={0}
            data-selectable
            className="mt-1 max-h-32 overflow-auto rounded-md bg-sunken p-2 text-2xs leading-4"
          >
            {lines.join('\n')}
          </pre>
        </details>
      )}
    </div>
  );
}
