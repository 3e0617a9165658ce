import { useTranslation } from 'react-i18next';

import { useEngine } from '../../state/engine-store.ts';
import { Card } from '../../ui/card.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { quickStart } from './quick-start.ts';

/** The two commands that create and call a function from a terminal. */
export function QuickStartCard() {
  const { t } = useTranslation();
  const url = useEngine((store) => (store.engine.phase === 'ready' ? store.engine.url : 'http://127.0.0.1:3000'));
  const { create, call } = quickStart(url);
  return (
    <Card title={t('home.fromTerminal')}>
      <p className="text-sm text-text-2">{t('home.fromTerminalHint')}</p>
      <Command label={t('home.createCommand')} text={create} />
      <Command label={t('home.callCommand')} text={call} />
    </Card>
  );
}

function Command({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation();
  return (
    <figure className="mt-3">
      <figcaption className="flex items-center justify-between text-xs font-medium text-text-2">
        {label}
        <CopyButton text={text} label={`${t('common.copy')}: ${label}`} doneLabel={t('common.copied')} />
      </figcaption>
      <pre tabIndex={0} className="overflow-x-auto rounded-lg bg-sunken px-3 py-2 text-xs leading-5">
        {text}
      </pre>
    </figure>
  );
}
