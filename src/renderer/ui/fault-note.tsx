import { CircleAlert } from 'lucide-react';

import type { Damage } from '../../contract/function.ts';
import { classNames } from './class-names.ts';
import { faultPlace, faultReason } from './fault-text.ts';

export interface FaultNoteProps {
  /** What the fault means for the function, in a word or two. */
  title: string;
  fault: Damage;
  className?: string;
}

/** What is wrong with a function's files: where, and why. */
export function FaultNote({ title, fault, className }: FaultNoteProps) {
  return (
    <span className={classNames('flex items-start gap-1.5 text-danger', className)} data-selectable>
      <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
      <span className="min-w-0">
        <span className="font-medium">{title}</span>{' '}
        <span className="font-mono text-xs break-all">{faultPlace(fault)}</span>
        <span className="block text-xs break-words text-text-2">{faultReason(fault)}</span>
      </span>
    </span>
  );
}
