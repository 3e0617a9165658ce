import type { ReactNode } from 'react';

export interface ChoiceGroupProps<Value extends string> {
  title: string;
  options: readonly { value: Value; label: string; hint?: string }[];
  chosen: ReadonlySet<Value>;
  disabled: boolean;
  /** Words for a choice of all of them at once; there is none without. */
  all?: string;
  onChange: (chosen: ReadonlySet<Value>) => void;
  /** What is to be said of what is chosen. */
  children?: ReactNode;
}

/** Several things, any of which may be chosen together. */
export function ChoiceGroup<Value extends string>(props: ChoiceGroupProps<Value>) {
  const { title, options, chosen, disabled, all, onChange, children } = props;
  const toggle = (value: Value): void => {
    const next = new Set(chosen);
    if (!next.delete(value)) next.add(value);
    onChange(next);
  };
  const hasAll = chosen.size === options.length;
  return (
    <fieldset disabled={disabled} className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-text-2">{title}</legend>
      <div className="max-h-40 overflow-y-auto rounded-md border border-line-strong p-1">
        {all !== undefined && (
          <Choice
            label={all}
            checked={hasAll}
            onChange={() => onChange(new Set(hasAll ? [] : options.map(({ value }) => value)))}
          />
        )}
        {options.map(({ value, label, hint }) => (
          <Choice key={value} label={label} hint={hint} checked={chosen.has(value)} onChange={() => toggle(value)} />
        ))}
      </div>
      {children}
    </fieldset>
  );
}

interface ChoiceProps {
  label: string;
  hint?: string | undefined;
  checked: boolean;
  onChange: () => void;
}

function Choice({ label, hint, checked, onChange }: ChoiceProps) {
  return (
    <label className="flex items-center gap-2 rounded px-1.5 py-1 text-sm hover:bg-hover">
      <input type="checkbox" className="accent-accent" checked={checked} onChange={onChange} />
      <span className="truncate">{label}</span>
      {hint !== undefined && <span className="ml-auto truncate font-mono text-2xs text-text-3">{hint}</span>}
    </label>
  );
}
