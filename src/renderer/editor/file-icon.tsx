import { Braces, FileCode2, FileText, FileType2, FunctionSquare } from 'lucide-react';

import { languageOf } from './file-language.ts';

/** A sign for the kind of file, beside its name. */
export function FileIcon({ path, entry = false, size = 13 }: { path: string; entry?: boolean; size?: number }) {
  const language = languageOf(path);
  const Icon =
    language === 'json'
      ? Braces
      : language === 'typescript' || language === 'javascript'
        ? FileCode2
        : language === 'plaintext'
          ? FileText
          : FileType2;
  const Shown = entry ? FunctionSquare : Icon;
  return <Shown aria-hidden size={size} className={entry ? 'shrink-0 text-accent-ink' : 'shrink-0 text-text-3'} />;
}
