import { FileQuestion } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { isUnsaved, useDrafts } from '../../editor/drafts-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { functionIdOf } from '../../state/workspace-paths.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DamagedFunction } from './damaged-function.tsx';
import { EditorLayout, type EditorPanes } from './editor-layout.tsx';
import { LoadingEditor } from './loading-editor.tsx';

/** One function: its code, a test beside it, its calls below. */
export function EditorScreen({ functionId, ...panes }: EditorPanes & { functionId: string }) {
  const { t } = useTranslation();
  const isOwn = (path: string): boolean => functionIdOf(path) === functionId;
  const target = useFunctions((state) => state.functions.get(functionId));
  const loading = useFunctions(({ workspace }) => workspace === null || workspace.loading !== null);
  const unsaved = useDrafts(({ drafts }) => Object.keys(drafts).some((path) => isOwn(path) && isUnsaved(drafts, path)));
  const lastKnown = useLastKnown(functionId, target);
  if (target?.damage) return <DamagedFunction damage={target.damage} />;
  const shown = target ?? (unsaved ? lastKnown : undefined);
  if (shown !== undefined) {
    return <EditorLayout target={shown} {...panes} />;
  }
  if (loading) return <LoadingEditor label={t('editor.loading')} />;
  return (
    <EmptyState
      icon={FileQuestion}
      title={t('editor.missing', { id: functionId })}
      description={t('editor.missingHint')}
      action={<Button onClick={() => openScreen({ name: 'functions' })}>{t('editor.back')}</Button>}
    />
  );
}

/** What was last known of a function that is gone, so that unsaved text in it has somewhere to be shown. */
function useLastKnown(functionId: string, target: FunctionSummary | undefined): FunctionSummary | undefined {
  const lastKnown = useRef<FunctionSummary | undefined>(undefined);
  useEffect(() => {
    if (target !== undefined) lastKnown.current = target;
  }, [target]);
  return lastKnown.current?.id === functionId ? lastKnown.current : undefined;
}
