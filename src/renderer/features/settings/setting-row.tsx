import { createContext, type ReactNode, useContext } from 'react';

/** What is being looked for, in lower case; empty shows everything. */
export const SettingsQuery = createContext('');
const SectionTitle = createContext('');

/** A titled group of settings; gone while none of its rows is found. */
export function SettingsSection({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <SectionTitle value={title}>
      <section
        id={`settings-${id}`}
        aria-labelledby={`settings-${id}-title`}
        className="hidden scroll-mt-4 has-[[data-setting]]:block"
      >
        <h2 id={`settings-${id}-title`} className="mb-2 text-base font-semibold tracking-tight">
          {title}
        </h2>
        <div className="divide-y divide-line rounded-xl border border-line bg-raised">{children}</div>
      </section>
    </SectionTitle>
  );
}

export interface SettingRowProps {
  title: string;
  hint?: ReactNode;
  /** Found by these words, too. */
  keywords?: string;
  /** Below title and hint, at full width; otherwise the control stands beside them. */
  wide?: boolean;
  children?: ReactNode;
}

/** One setting: what it is, and the control for it. */
export function SettingRow({ title, hint, keywords = '', wide = false, children }: SettingRowProps) {
  const query = useContext(SettingsQuery);
  const section = useContext(SectionTitle);
  if (!`${section} ${title} ${keywords}`.toLowerCase().includes(query)) return null;
  return (
    <div data-setting className={wide ? 'p-4' : 'flex items-center gap-6 p-4'}>
      <div className="min-w-0 flex-1">
        <h3 className="text-sm font-medium">{title}</h3>
        {hint && <p className="mt-0.5 text-xs text-text-2">{hint}</p>}
      </div>
      {children && <div className={wide ? 'mt-3' : 'w-56 shrink-0 flex justify-end'}>{children}</div>}
    </div>
  );
}
