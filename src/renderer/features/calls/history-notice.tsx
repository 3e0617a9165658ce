import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { HistoryState } from '../../../contract/call.ts';
import { useFormat } from '../../i18n/format.ts';

/** What a person should know about what is kept: why some of it is not there. */
export function HistoryNotice({ history }: { history: HistoryState | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (history === null || (history.notice === null && history.dropped === 0)) return null;
  const { notice, dropped } = history;
  return (
    <p
      role="status"
      className="flex items-center gap-1.5 border-b border-line bg-warm-soft px-3 py-1 text-xs text-warm"
      title={notice?.message}
    >
      <TriangleAlert aria-hidden size={13} className="shrink-0" />
      <span className="min-w-0">
        {notice && <>{t(`calls.notice.${notice.code}`, { file: notice.file?.split(/[/\\]/).at(-1) ?? '' })} </>}
        {dropped > 0 && t('calls.dropped', { count: dropped, shown: format.number(dropped) })}
      </span>
    </p>
  );
}
