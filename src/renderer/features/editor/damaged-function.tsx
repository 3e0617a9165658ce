import { FileWarning } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { Damage } from '../../../contract/function.ts';
import { can, shell } from '../../api/clients.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** A function whose folder cannot be read: the reason, and the way to its file. */
export function DamagedFunction({ damage }: { damage: Damage }) {
  const { t } = useTranslation();
  const { file, line, reason } = damage;
  return (
    <EmptyState
      icon={FileWarning}
      title={t('editor.damaged')}
      description={
        <>
          <p data-selectable className="mb-2 rounded-md bg-danger-soft px-3 py-2 font-mono text-xs text-danger">
            {line === undefined ? `${file}: ${reason}` : t('editor.damagedReason', { file, line, reason })}
          </p>
          {t('editor.damagedHint', { file })}
        </>
      }
      action={
        can('reveal-files') && (
          <Button onClick={() => void shell.workspace.reveal({ path: file }).catch(reportProblem)}>
            {t('frame.revealFolder')}
          </Button>
        )
      }
    />
  );
}
