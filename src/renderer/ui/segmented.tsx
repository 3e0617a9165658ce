import { classNames } from './class-names.ts';

export interface SegmentedProps<Value extends string> {
  /** What is chosen here, for screen readers. */
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange(value: NoInfer<Value>): void;
  size?: 'sm' | 'md';
}

/** One of a few, all in sight, in effect at once. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  size = 'md',
}: SegmentedProps<Value>) {
  return (
    <div role="group" aria-label={label} className="flex shrink-0 rounded-md border border-line-strong/60 p-0.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          className={classNames(
            'rounded font-medium whitespace-nowrap',
            size === 'sm' ? 'h-5 px-2 text-2xs' : 'h-6 px-2.5 text-xs',
            option.value === value ? 'bg-accent-soft text-accent-ink' : 'text-text-2 hover:bg-hover',
          )}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
