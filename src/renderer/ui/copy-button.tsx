import { Check, Copy } from 'lucide-react';

import { IconButton } from './icon-button.tsx';
import { useCopy } from './use-copy.ts';

/** Copies `text`, and says for a moment that it did. */
export function CopyButton({ text, label, doneLabel }: { text: string; label: string; doneLabel: string }) {
  const { copied, copy } = useCopy(text);
  return (
    <>
      <IconButton icon={copied ? Check : Copy} label={copied ? doneLabel : label} onClick={copy} />
      <span role="status" className="sr-only">
        {copied ? doneLabel : ''}
      </span>
    </>
  );
}
