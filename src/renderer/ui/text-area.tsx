import type { ComponentProps } from 'react';

import { classNames } from './class-names.ts';
import { Field, type FieldProps } from './field.tsx';

/** A labelled text of several lines, in the font of code. */
export function TextArea({
  label,
  hint,
  error,
  labelHidden,
  className,
  ...area
}: FieldProps & Omit<ComponentProps<'textarea'>, keyof FieldProps>) {
  return (
    <Field label={label} hint={hint} error={error} labelHidden={labelHidden} className={className}>
      {(control) => (
        <textarea
          spellCheck={false}
          {...area}
          {...control}
          className={classNames(
            'block w-full resize-y rounded-md border bg-raised p-2 font-mono text-xs leading-5 outline-none placeholder:text-text-3 focus:border-accent focus:ring-1 focus:ring-accent',
            error ? 'border-danger' : 'border-line-strong',
          )}
        />
      )}
    </Field>
  );
}
