import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useRef, type ReactNode } from 'react';

import { classNames } from './class-names.ts';
import { useReturnFocus } from './use-return-focus.ts';

export interface DialogProps {
  title: string;
  description?: ReactNode;
  closeLabel: string;
  onClose: () => void;
  /** `side` docks it to the right edge at full height, for longer forms. */
  placement?: 'centre' | 'side';
  width?: string;
  /** A press beside it never closes it: it is asked once, and a slip is no answer. */
  stays?: boolean;
  footer?: ReactNode;
  children: ReactNode;
}

const placements = {
  centre: 'top-[12vh] left-1/2 max-h-[80vh] -translate-x-1/2 rounded-xl animate-[rise_160ms_ease-out]',
  side: 'top-0 right-0 h-full animate-[fade_160ms]',
};

const controls = 'input, select, textarea, button, a[href], [tabindex="0"]';

/**
 * A modal dialog: focuses its first control, keeps the focus, closes on Escape, gives the focus back. Mount it to open
 * it. A press beside it closes it, too, unless something was typed in it, which a slip should not lose.
 */
export function Dialog(props: DialogProps) {
  const {
    title,
    description,
    closeLabel,
    onClose,
    placement = 'centre',
    width = 'w-[560px]',
    stays = false,
    footer,
    children,
  } = props;
  const returnFocus = useReturnFocus();
  const body = useRef<HTMLDivElement>(null);
  const isHeld = useRef(stays);
  const focusFirst = (event: Event): void => {
    const first = [...(body.current?.querySelectorAll<HTMLElement>(controls) ?? [])].find(
      (one) => !one.matches(':disabled'),
    );
    if (first === undefined) return;
    event.preventDefault();
    first.focus();
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-[fade_120ms] bg-scrim" />
        <Radix.Content
          data-modal
          onOpenAutoFocus={focusFirst}
          onInput={() => (isHeld.current = true)}
          onPointerDownOutside={(event) => isHeld.current && event.preventDefault()}
          onCloseAutoFocus={returnFocus}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={classNames(
            'fixed z-40 flex max-w-[calc(100vw-32px)] flex-col border border-line bg-surface shadow-pop outline-none',
            placements[placement],
            width,
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="truncate text-lg font-semibold tracking-tight">{title}</Radix.Title>
              {description && (
                <Radix.Description className="mt-0.5 text-sm text-text-2">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label={closeLabel}
              className="-mr-1.5 inline-flex size-7 items-center justify-center rounded-md text-text-2 hover:bg-hover hover:text-text"
            >
              <X aria-hidden size={16} />
            </Radix.Close>
          </header>
          <div ref={body} className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">
            {children}
          </div>
          {footer && <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
