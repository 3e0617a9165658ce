import { CircleAlert } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';

import { type Method, methodSchema } from '../../../contract/function.ts';

export interface MethodsFieldProps {
  label: string;
  value: readonly Method[];
  error?: string;
  onChange: (methods: Method[]) => void;
}

/** Which HTTP methods a function takes: any number of the seven. */
export function MethodsField({ label, value, error, onChange }: MethodsFieldProps) {
  return (
    <fieldset>
      <legend className="mb-1 block text-xs font-medium text-text-2">{label}</legend>
      <ToggleGroup.Root
        type="multiple"
        aria-label={label}
        value={[...value]}
        onValueChange={(next) => onChange(methodSchema.options.filter((method) => next.includes(method)))}
        className="flex flex-wrap gap-1.5"
      >
        {methodSchema.options.map((method) => (
          <ToggleGroup.Item
            key={method}
            value={method}
            className="group flex h-7 items-center gap-1 rounded-md border border-line-strong px-2 font-mono text-2xs text-text-2 hover:bg-hover data-[state=on]:border-accent data-[state=on]:bg-accent-soft data-[state=on]:font-medium data-[state=on]:text-accent-ink"
          >
            <span aria-hidden className="hidden group-data-[state=on]:inline">
              ✓
            </span>
            {method}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      {error && (
        <p role="alert" className="mt-1 flex gap-1 text-xs text-danger">
          <CircleAlert aria-hidden size={13} className="mt-0.5 shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  );
}
