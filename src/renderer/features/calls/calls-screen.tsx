import { useTranslation } from 'react-i18next';

import { openScreen } from '../../state/router-store.ts';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { CallsView } from './calls-view.tsx';

export interface CallsScreenProps {
  query: string;
  callId: string | null;
}

/** Every call of every function that was kept. */
export function CallsScreen({ query, callId }: CallsScreenProps) {
  const { t } = useTranslation();
  const show = (change: Partial<CallsScreenProps>): void => openScreen({ name: 'calls', query, callId, ...change });
  return (
    <section className="flex h-full flex-col">
      <ScreenHeader title={t('calls.title')} />
      <div className="min-h-0 flex-1">
        <CallsView
          query={query}
          chosenId={callId}
          onQuery={(next) => show({ query: next })}
          onChosen={(id) => show({ callId: id })}
        />
      </div>
    </section>
  );
}
