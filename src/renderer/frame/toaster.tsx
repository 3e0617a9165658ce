import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { useTranslation } from 'react-i18next';

import { dismissToast, type Toast, useToasts } from '../state/toasts-store.ts';
import { useToastWords } from '../state/use-toast-words.ts';

const shownMs = 6_000;
/** What has to be understood, or decided on, such as to undo it. */
const longShownMs = 12_000;

/** Shows notices at the lower right: at most three, each until dismissed or a few seconds have passed. */
export function Toaster() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <Radix.Provider swipeDirection="right">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
      <Radix.Viewport className="fixed right-3 bottom-9 z-50 flex w-[360px] max-w-[calc(100vw-24px)] flex-col gap-2 outline-none" />
    </Radix.Provider>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  const { title, description } = useToastWords(toast);
  const action = toast.kind === 'notice' ? toast.action : undefined;
  const close = () => dismissToast(toast.id);
  return (
    <Radix.Root
      type={toast.kind === 'problem' ? 'foreground' : 'background'}
      duration={toast.kind === 'problem' || action ? longShownMs : shownMs}
      onOpenChange={(open) => !open && close()}
      className="flex animate-[rise_160ms_ease-out] items-start gap-2.5 rounded-lg border border-line bg-raised p-3 shadow-pop"
    >
      <ToastIcon toast={toast} />
      <div className="min-w-0 flex-1 py-0.5" data-selectable>
        <Radix.Title className="text-sm font-medium">
          {title}
          {toast.count > 1 && <span className="ml-1.5 text-xs text-text-3">×{toast.count}</span>}
        </Radix.Title>
        {description && (
          <Radix.Description className="mt-0.5 line-clamp-4 text-xs break-words text-text-2">
            {description}
          </Radix.Description>
        )}
      </div>
      {action && (
        <Radix.Action
          altText={action.label}
          onClick={action.run}
          className="h-6 rounded-md px-2 text-xs font-medium text-accent-ink hover:bg-hover"
        >
          {action.label}
        </Radix.Action>
      )}
      <Radix.Close
        aria-label={t('common.dismiss')}
        className="inline-flex size-6 items-center justify-center rounded-md text-text-3 hover:bg-hover hover:text-text"
      >
        <X aria-hidden size={14} />
      </Radix.Close>
    </Radix.Root>
  );
}

function ToastIcon({ toast }: { toast: Toast }) {
  if (toast.kind === 'problem') return <CircleAlert aria-hidden size={16} className="mt-1 shrink-0 text-danger" />;
  if (toast.tone === 'ok') return <CircleCheck aria-hidden size={16} className="mt-1 shrink-0 text-ok" />;
  return <Info aria-hidden size={16} className="mt-1 shrink-0 text-info" />;
}
