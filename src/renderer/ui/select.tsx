import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';

import { classNames } from './class-names.ts';
import { Field, type FieldProps } from './field.tsx';

export interface SelectProps<Value extends string> extends FieldProps {
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  mono?: boolean;
}

/** A labelled choice of one among a few. */
export function Select<Value extends string>({ value, options, onChange, mono, ...field }: SelectProps<Value>) {
  return (
    <Field {...field}>
      {(control) => (
        <Radix.Root
          value={value}
          onValueChange={(next) => {
            const chosen = options.find((option) => option.value === next);
            if (chosen) onChange(chosen.value);
          }}
        >
          <Radix.Trigger
            {...control}
            className={classNames(
              'flex h-8 w-full items-center justify-between gap-2 rounded-md border border-line-strong bg-raised px-2.5 text-left text-sm hover:bg-hover',
              mono && 'font-mono text-xs',
            )}
          >
            <Radix.Value />
            <ChevronDown aria-hidden size={14} className="text-text-3" />
          </Radix.Trigger>
          <Radix.Portal>
            <Radix.Content
              position="popper"
              sideOffset={4}
              className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-[fade_100ms] rounded-lg border border-line bg-raised p-1 shadow-pop"
            >
              <Radix.Viewport>
                {options.map((option) => (
                  <Radix.Item
                    key={option.value}
                    value={option.value}
                    className={classNames(
                      'flex cursor-default items-center justify-between gap-4 rounded-md px-2 py-1 text-sm outline-none data-[highlighted]:bg-hover',
                      mono && 'font-mono text-xs',
                    )}
                  >
                    <Radix.ItemText>{option.label}</Radix.ItemText>
                    <Radix.ItemIndicator>
                      <Check aria-hidden size={14} className="text-accent-ink" />
                    </Radix.ItemIndicator>
                  </Radix.Item>
                ))}
              </Radix.Viewport>
            </Radix.Content>
          </Radix.Portal>
        </Radix.Root>
      )}
    </Field>
  );
}
