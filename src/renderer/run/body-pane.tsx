import { FileX2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { BodyView } from '../http/body-view.ts';
import { hexDump } from '../http/hex-dump.ts';
import { useFormat } from '../i18n/format.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { HtmlPreview } from './html-preview.tsx';
import { ImagePreview } from './image-preview.tsx';
import { JsonPane } from './json-pane.tsx';
import { SaveBody } from './save-body.tsx';

type Mode = 'pretty' | 'preview' | 'raw' | 'hex';

/** More than this in one piece of text would slow the window down; the rest is in the file it can be saved to. */
const shownCharacters = 256 * 1_024;
const shownHexRows = 2_048;

/** A body as its kind is best read, with the other ways to look at it one click away. */
export function BodyPane({ body }: { body: BodyView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [chosen, setChosen] = useState<Mode | null>(null);
  if (body.kind === 'empty') return <EmptyState icon={FileX2} title={t('testPanel.bodyEmpty')} />;
  const modes = modesOf(body);
  const mode = chosen !== null && modes.includes(chosen) ? chosen : (modes[0] ?? 'hex');
  const text = body.text ?? '';
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-2 border-b border-line px-3 py-1">
        <Segmented
          size="sm"
          label={t('testPanel.view')}
          value={mode}
          options={modes.map((value) => ({ value, label: t(`testPanel.${value}`) }))}
          onChange={setChosen}
        />
        <span className="min-w-0 flex-1 truncate text-right font-mono text-2xs text-text-3">{body.contentType}</span>
        <SaveBody body={body} />
        {body.text !== null && body.complete && (
          <CopyButton text={body.text} label={t('common.copy')} doneLabel={t('common.copied')} />
        )}
      </div>
      {!body.complete && (
        <p role="status" className="border-b border-line bg-warm-soft px-3 py-1 text-xs text-warm">
          {t('testPanel.tooLarge', {
            shown: format.bytes(mode === 'hex' ? shownHexRows * 16 : Math.min(shownCharacters, text.length)),
            total: format.bytes(body.bytes.length),
          })}
        </p>
      )}
      <div
        role="group"
        aria-label={t('testPanel.body')}
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto"
        data-selectable
      >
        {mode === 'preview' && (body.kind === 'html' ? <HtmlPreview html={text} /> : <ImagePreview body={body} />)}
        {mode === 'hex' && <HexPane bytes={body.bytes} />}
        {mode === 'pretty' && <JsonPane text={text} />}
        {mode === 'raw' && (
          <pre data-testid="response-body" className="p-3 text-xs leading-5 break-words whitespace-pre-wrap">
            {text.slice(0, shownCharacters)}
          </pre>
        )}
      </div>
    </div>
  );
}

function modesOf({ kind, text, complete }: BodyView): Mode[] {
  const asText = text === null ? [] : (['raw'] as const);
  if (kind === 'binary') return ['hex', ...asText];
  if (!complete) return [...asText, 'hex'];
  const first: Mode[] = kind === 'json' ? ['pretty'] : kind === 'image' || kind === 'html' ? ['preview'] : [];
  return [...first, ...asText, 'hex'];
}

function HexPane({ bytes }: { bytes: Uint8Array }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = useMemo(() => hexDump(bytes, shownHexRows), [bytes]);
  const shownBytes = shownHexRows * 16;
  return (
    <div className="p-3 font-mono text-xs leading-5 whitespace-pre">
      {rows.map(({ offset, hex, ascii }) => (
        <div key={offset}>
          <span className="text-text-3">{offset}</span> {hex.padEnd(47)} <span className="text-text-2">{ascii}</span>
        </div>
      ))}
      {bytes.length > shownBytes && (
        <p className="pt-2 font-sans text-text-2">
          {t('testPanel.hexMore', { shown: format.bytes(shownBytes), total: format.bytes(bytes.length) })}
        </p>
      )}
    </div>
  );
}
