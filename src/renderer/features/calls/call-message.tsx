import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import type { Call } from '../../../contract/call.ts';
import { viewBody } from '../../http/body-view.ts';
import { useFormat } from '../../i18n/format.ts';
import { BodyPane } from '../../run/body-pane.tsx';
import { HeadersPane } from '../../run/headers-pane.tsx';

/** A request or a response: its headers over its body. */
export function CallMessage({ message: { headers, body } }: { message: Call['request'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const view = useMemo(() => viewBody(headers, body.text, body.encoding), [headers, body]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <details open className="max-h-[45%] shrink-0 overflow-auto border-b border-line">
        <summary className="cursor-default px-3 py-1 text-xs font-medium text-text-2">
          {t('calls.headers', { count: headers.length })}
        </summary>
        <HeadersPane headers={headers} />
      </details>
      {!body.complete && (
        <p className="border-b border-line bg-warm-soft px-3 py-1 text-xs text-warm">
          {t('calls.bodyCut', { kept: format.bytes(view.bytes.length), total: format.bytes(body.bytes) })}
        </p>
      )}
      <div className="min-h-0 flex-1">
        <BodyPane body={view} />
      </div>
    </div>
  );
}
