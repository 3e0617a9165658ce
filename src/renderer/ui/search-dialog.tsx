import { Dialog as Radix } from 'radix-ui';
import { useRef } from 'react';

import { SearchList, type SearchListProps } from './search-list.tsx';
import { useReturnFocus } from './use-return-focus.ts';

/**
 * A list to search, over the window. Mount it to open it; `onClose` is asked to unmount it. `onChoose` is called once
 * it is gone and the focus is back where it was, so that whatever it opens can give it back there, too.
 */
export function SearchDialog({ onClose, onChoose, ...list }: SearchListProps & { onClose: () => void }) {
  const returnFocus = useReturnFocus();
  const chosen = useRef<string>(null);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-[fade_120ms] bg-scrim" />
        <Radix.Content
          data-modal
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            returnFocus(event);
            if (chosen.current !== null) onChoose(chosen.current);
          }}
          className="fixed top-[10vh] left-1/2 z-40 flex max-h-[60vh] w-[620px] max-w-[calc(100vw-32px)] -translate-x-1/2 animate-[rise_120ms_ease-out] flex-col overflow-hidden rounded-xl border border-line bg-surface shadow-pop outline-none"
        >
          <Radix.Title className="sr-only">{list.label}</Radix.Title>
          <SearchList
            {...list}
            onChoose={(id) => {
              chosen.current = id;
              onClose();
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
