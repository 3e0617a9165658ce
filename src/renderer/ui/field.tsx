import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';

import { classNames } from './class-names.ts';

export interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** What is wrong with the value; announced, and tied to the control. */
  error?: string;
  /** Hides the label from sight, never from assistive technology. */
  labelHidden?: boolean;
  className?: string;
}

/** The ids and ARIA attributes a labelled control needs. */
export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** Label, control, hint and error, tied together for assistive technology. */
export function Field({
  label,
  hint,
  error,
  labelHidden,
  className,
  children,
}: FieldProps & { children: (control: FieldControl) => ReactNode }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={classNames('min-w-0', className)}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'mb-1 block text-xs font-medium text-text-2'}>
        {label}
      </label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-text-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1 flex gap-1 text-xs text-danger">
          <CircleAlert aria-hidden size={13} className="mt-0.5 shrink-0" />
          <span data-selectable>{error}</span>
        </p>
      )}
    </div>
  );
}
