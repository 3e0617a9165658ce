import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export interface NoteRowProps {
  /** Whether something does not work at all, rather than otherwise. */
  severe: boolean;
  /** How severe it is, in words. */
  label: string;
  /** Where in a source: a file and a line of it. */
  file?: string | undefined;
  line?: number | undefined;
  children: ReactNode;
}

/** An item of a list of what people should know about some source, with its place there. */
export function NoteRow({ severe, label, file, line, children }: NoteRowProps) {
  const Icon = severe ? CircleAlert : TriangleAlert;
  return (
    <li className="flex gap-1.5 text-sm" data-selectable>
      <Icon aria-label={label} size={14} className={`mt-0.5 shrink-0 ${severe ? 'text-danger' : 'text-warm'}`} />
      <span className="min-w-0 break-words">
        {children}
        {file !== undefined && (
          <span className="block font-mono text-2xs break-all text-text-3">
            {line === undefined ? file : `${file}:${line}`}
          </span>
        )}
      </span>
    </li>
  );
}
