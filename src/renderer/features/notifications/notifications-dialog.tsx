import { BellOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../i18n/format.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { type Toast, useToasts } from '../../state/toasts-store.ts';
import { useToastWords } from '../../state/use-toast-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** What was reported while the window was open, latest first. */
export function NotificationsDialog() {
  const { t } = useTranslation();
  const history = useToasts((state) => state.history);
  return (
    <Dialog
      title={t('commands.notifications.show')}
      closeLabel={t('common.close')}
      onClose={closeDialog}
      footer={
        <Button disabled={history.length === 0} onClick={() => useToasts.setState({ history: [] })}>
          {t('palette.clear')}
        </Button>
      }
    >
      {history.length === 0 ? (
        <EmptyState icon={BellOff} title={t('palette.noNotifications')} />
      ) : (
        <ul className="divide-y divide-line">
          {history.map((toast) => (
            <Notification key={toast.id} toast={toast} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function Notification({ toast }: { toast: Toast }) {
  const format = useFormat();
  const { title, description } = useToastWords(toast);
  return (
    <li className="flex items-baseline gap-3 py-2 text-sm" data-selectable>
      <span className="w-16 shrink-0 font-mono text-2xs text-text-3 tabular-nums">{format.time(toast.at)}</span>
      <span className="min-w-0 flex-1">
        <span className={toast.kind === 'problem' ? 'text-danger' : ''}>{title}</span>
        {description && <span className="block text-xs break-words text-text-2">{description}</span>}
      </span>
      {toast.count > 1 && <span className="text-xs text-text-3">×{toast.count}</span>}
    </li>
  );
}
