import { classNames } from './class-names.ts';

export interface MeterProps {
  label: string;
  /** What is used and what is allowed, in the same unit. */
  used: number;
  allowed: number;
  /** The figures in words, such as `12 ms of 50 ms`; read out and shown. */
  text: string;
  compact?: boolean;
}

/** How full a limit is: 0 when nothing is used, 1 at the limit, never more. */
export function fillOf(used: number, allowed: number): number {
  if (!(allowed > 0)) return 0;
  return Math.min(1, Math.max(0, used / allowed));
}

/** The state of a limit: `near` from 80 %, `over` at the limit. */
export function limitState(used: number, allowed: number): 'fine' | 'near' | 'over' {
  const fill = fillOf(used, allowed);
  if (fill >= 1) return 'over';
  return fill >= 0.8 ? 'near' : 'fine';
}

const fills = { fine: 'bg-accent', near: 'bg-warm-fill', over: 'bg-danger' };
const segments = 20;

/** A limit as a bar of twenty cells; a mark and the figures say what the colour says. */
export function Meter({ label, used, allowed, text, compact = false }: MeterProps) {
  const state = limitState(used, allowed);
  const fill = fillOf(used, allowed);
  const lit = fill === 0 ? 0 : Math.max(1, Math.round(fill * segments));
  return (
    <div className="min-w-0">
      <div className={compact ? 'sr-only' : 'mb-1 flex flex-wrap items-baseline justify-between gap-x-3 text-xs'}>
        <span className="text-text-2">{label}</span>
        <span
          className={classNames(
            'font-mono text-2xs whitespace-nowrap tabular-nums',
            state === 'over' ? 'text-danger' : 'text-text-2',
          )}
        >
          {state !== 'fine' && <span aria-hidden>{state === 'over' ? '✕ ' : '! '}</span>}
          {text}
        </span>
      </div>
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={allowed}
        aria-valuenow={Math.min(used, allowed)}
        aria-valuetext={text}
        className="flex h-2 gap-px"
      >
        {Array.from({ length: segments }, (_, index) => (
          <span key={index} className={classNames('flex-1 rounded-[1.5px]', index < lit ? fills[state] : 'bg-line')} />
        ))}
      </div>
    </div>
  );
}
