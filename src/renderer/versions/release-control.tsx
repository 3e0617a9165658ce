import { CloudUpload, History } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../contract/function.ts';
import { onCommand } from '../state/commands.ts';
import { openDialog } from '../state/dialogs-store.ts';
import { useShortcut } from '../state/keybindings.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { publish, rollBackOne } from './publish.ts';

/** What of the saved function is live, in words. */
export function ReleaseBadge({ release }: Pick<FunctionSummary, 'release'>) {
  const { t } = useTranslation();
  const { number = null, pending = [] } = release ?? {};
  const live = number === null ? t('versions.live') : t('versions.liveNumber', { number });
  if (pending.length === 0) {
    return (
      <Badge tone="ok" title={t('versions.liveHint')}>
        <span aria-hidden>✓</span> {live}
      </Badge>
    );
  }
  return (
    <Badge tone="warm" title={t('versions.pendingHint', { changes: pending.join(', ') })}>
      <span aria-hidden>◐</span> {live} · {t('versions.pending', { count: pending.length })}
    </Badge>
  );
}

/** Publishes what is saved, where a person decides that, and leads to the versions. */
export function ReleaseControl({ target }: { target: FunctionSummary }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const publishKeys = useShortcut('function.publish');
  const versionsKeys = useShortcut('function.versions');
  const { id, release } = target;
  const waits = release !== undefined && release.pending.length > 0;
  const run = async (): Promise<void> => {
    setBusy(true);
    await publish(id);
    setBusy(false);
  };
  useEffect(() => onCommand('function.versions', () => openDialog({ kind: 'versions', functionId: id })), [id]);
  useEffect(() => (waits ? onCommand('function.publish', () => void run()) : undefined));
  // What is saved and was never published would be lost: the versions ask about that.
  useEffect(() =>
    onCommand('function.rollBack', () =>
      waits ? openDialog({ kind: 'versions', functionId: id }) : void rollBackOne(id),
    ),
  );
  return (
    <>
      <IconButton
        icon={History}
        label={t('versions.title')}
        shortcut={versionsKeys}
        onClick={() => openDialog({ kind: 'versions', functionId: id })}
      />
      {release?.mode === 'hand' && (
        <Button icon={CloudUpload} busy={busy} disabled={!waits} onClick={() => void run()}>
          {t('versions.publish')}
          {publishKeys && <Kbd>{publishKeys}</Kbd>}
        </Button>
      )}
    </>
  );
}
