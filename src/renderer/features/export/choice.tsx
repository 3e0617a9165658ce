export interface ChoiceProps {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: () => void;
}

/** One of several things that may be chosen together. */
export function Choice({ label, hint, checked, onChange }: ChoiceProps) {
  return (
    <label className="flex items-center gap-2 rounded px-1.5 py-1 text-sm hover:bg-hover">
      <input type="checkbox" className="accent-accent" checked={checked} onChange={onChange} />
      <span className="truncate">{label}</span>
      {hint !== undefined && <span className="ml-auto truncate font-mono text-2xs text-text-3">{hint}</span>}
    </label>
  );
}
