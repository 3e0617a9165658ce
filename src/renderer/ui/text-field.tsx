import type { ComponentProps, ReactNode } from 'react';

import { classNames } from './class-names.ts';
import { Field, type FieldProps } from './field.tsx';

export interface TextFieldProps extends FieldProps, Omit<ComponentProps<'input'>, keyof FieldProps | 'prefix'> {
  /** Fixed text in front of the value, such as `/fn`. */
  prefix?: ReactNode;
  /** Fixed text behind the value, such as a unit. */
  suffix?: ReactNode;
  mono?: boolean;
}

/** A labelled one-line text input. */
export function TextField({
  label,
  hint,
  error,
  labelHidden,
  className,
  prefix,
  suffix,
  mono,
  ...input
}: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} labelHidden={labelHidden} className={className}>
      {(control) => (
        <div
          className={classNames(
            'flex h-8 items-center rounded-md border bg-raised transition-colors focus-within:border-accent focus-within:ring-1 focus-within:ring-accent',
            error ? 'border-danger' : 'border-line-strong',
          )}
        >
          {prefix && <span className="shrink-0 pl-2.5 text-text-3 select-none">{prefix}</span>}
          <input
            {...input}
            {...control}
            className={classNames(
              'h-full min-w-0 flex-1 bg-transparent px-2.5 text-sm outline-none placeholder:text-text-3',
              prefix !== undefined && 'pl-1',
              mono && 'font-mono text-xs',
            )}
          />
          {suffix && <span className="shrink-0 pr-2.5 text-xs text-text-3 select-none">{suffix}</span>}
        </div>
      )}
    </Field>
  );
}
