/** A field in a row of fields. */
export const inputClass =
  'h-7 min-w-0 rounded-md border border-line-strong bg-raised px-2 font-mono text-xs outline-none placeholder:text-text-3 focus:border-accent focus:ring-1 focus:ring-accent aria-invalid:border-danger';
