import { useTranslation } from 'react-i18next';

import { useFormat } from '../../i18n/format.ts';
import { decodeText } from '../../http/body-view.ts';

export interface ShownChunk {
  number: number;
  bytes: number;
  atMs: number;
  content: Uint8Array;
}

const shownBytes = 400;

/** The pieces an answer came in, each with its moment. */
export function ChunksPane({ chunks, total }: { chunks: readonly ShownChunk[]; total: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      {chunks.length < total && (
        <p className="border-b border-line px-3 py-1 text-xs text-text-2">
          {t('testPanel.chunksShown', { shown: chunks.length, total })}
        </p>
      )}
      <ol aria-label={t('testPanel.chunks')} data-selectable className="font-mono text-xs leading-5">
        {chunks.map(({ number, bytes, atMs, content }) => (
          <li key={number} className="flex gap-3 border-b border-line px-3 py-0.5">
            <span className="w-16 shrink-0 text-right text-text-3 tabular-nums">+{format.duration(atMs)}</span>
            <span className="w-14 shrink-0 text-right text-text-3 tabular-nums">{format.bytes(bytes)}</span>
            <span className="min-w-0 flex-1 break-words whitespace-pre-wrap">{textOf(content)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function textOf(content: Uint8Array): string {
  const beginning = content.subarray(0, shownBytes);
  const text = decodeText(beginning, false);
  const more = content.length > shownBytes ? '…' : '';
  if (text !== null) return text.replace(/\n+$/, '') + more;
  return [...beginning.subarray(0, 32)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ') + more;
}
