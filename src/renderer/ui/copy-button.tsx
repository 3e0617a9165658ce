import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';

import { IconButton } from './icon-button.tsx';

const confirmationMs = 1_500;

/** Copies `text`, and says for a moment that it did. */
export function CopyButton({ text, label, doneLabel }: { text: string; label: string; doneLabel: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), confirmationMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <>
      <IconButton icon={copied ? Check : Copy} label={copied ? doneLabel : label} onClick={() => void copy()} />
      <span role="status" className="sr-only">
        {copied ? doneLabel : ''}
      </span>
    </>
  );
}
