import { lazy, Suspense, useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { type CodeEditorHandle, setActiveEditor } from '../../editor/active-editor.ts';
import { baseName, failureMark, problemMark, syntaxMark } from '../../editor/code-marks.ts';
import { isDirty } from '../../editor/drafts.ts';
import { editText, useDrafts } from '../../editor/drafts-store.ts';
import { loadCodeEditor } from '../../editor/load-editor.ts';
import { dismissSaveProblem, useSaves } from '../../editor/save-function.ts';
import { shortcutText } from '../../editor/shortcut-text.ts';
import { useStoredCode } from '../../editor/stored-code.ts';
import { type Run, useRuns } from '../../run/runs-store.ts';
import { useTheme } from '../../styles/use-theme.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { CodeNotices } from './code-notices.tsx';
import { LoadingEditor } from './loading-editor.tsx';

const CodeEditor = lazy(loadCodeEditor);

export interface CodePaneProps {
  target: FunctionSummary;
  removed: boolean;
  onRun(): void;
  onSave(): void;
  /** Brings this pane into sight, where panes take turns. */
  onShow(): void;
}

/** The code of a function, with what there is to say about it above. */
export function CodePane({ target, removed, onRun, onSave, onShow }: CodePaneProps) {
  const { t } = useTranslation();
  const theme = useTheme();
  const readProblem = useStoredCode(target.id);
  const draft = useDrafts(({ drafts }) => drafts[target.id]);
  const save = useSaves(({ saves }) => saves[target.id]);
  const run = useRuns(({ runs }) => runs[target.id]);
  const saveProblem = save?.phase === 'failed' ? save.problem : null;
  const syntax = useMemo(() => {
    const found = syntaxMark(saveProblem ?? refusalOf(run, draft?.text ?? null), target.file);
    // The saved code's problem is no longer where it was once something was typed.
    return found ?? (draft && !isDirty(draft) ? problemMark(target.problem, target.file) : null);
  }, [saveProblem, run, draft, target.problem, target.file]);
  const outcome = run?.outcome;
  const failure = useMemo(
    () => failureMark(outcome?.kind === 'answered' ? outcome.result.error : null, target.file),
    [outcome, target.file],
  );
  const onChange = useCallback(
    (text: string) => {
      editText(target.id, text);
      dismissSaveProblem(target.id);
    },
    [target.id],
  );
  const onReady = useCallback(
    (handle: CodeEditorHandle | null) => {
      setActiveEditor(handle && showing(handle, onShow));
    },
    [onShow],
  );
  useEffect(() => () => setActiveEditor(null), []);

  return (
    <section aria-label={t('editor.code')} className="flex h-full min-h-0 flex-col">
      <FileTab file={target.file} unsaved={draft !== undefined && isDirty(draft)} />
      <CodeNotices target={target} removed={removed} readProblem={readProblem} saveProblem={saveProblem} />
      <div className="min-h-0 flex-1">
        <Suspense fallback={<LoadingEditor label={t('editor.loading')} />}>
          {draft === undefined ? (
            <LoadingEditor label={t('editor.loading')} />
          ) : (
            <CodeEditor
              functionId={target.id}
              language={target.language}
              text={draft.text}
              variables={target.env}
              secrets={target.secrets}
              bindings={target.bindings}
              theme={theme === 'dark' ? 'nexo-dark' : 'nexo-light'}
              ariaLabel={`${t('editor.codeOf', { name: target.name })}. ${t('editor.editorHelp', { shortcut: shortcutText('M') })}`}
              syntax={syntax}
              failure={failure}
              onChange={onChange}
              onRun={onRun}
              onSave={onSave}
              onReady={onReady}
            />
          )}
        </Suspense>
      </div>
    </section>
  );
}

function FileTab({ file, unsaved }: { file: string; unsaved: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="flex h-9 shrink-0 items-stretch border-b border-line bg-bg">
      <Tooltip text={`${file}. ${t('editor.editorHelp', { shortcut: shortcutText('M') })}`}>
        <span
          tabIndex={0}
          className="-mb-px flex items-center gap-2 border-r border-b-2 border-r-line border-b-accent bg-surface px-4 font-mono text-xs -outline-offset-2"
        >
          {baseName(file)}
          {unsaved && <span className="size-2 rounded-full bg-warm-fill" role="img" aria-label={t('editor.unsaved')} />}
        </span>
      </Tooltip>
    </div>
  );
}

/** A run refused because the text does not parse counts only while that is still the text. */
function refusalOf(run: Run | undefined, text: string | null) {
  return run?.outcome?.kind === 'refused' && run.text === text ? run.outcome.problem : null;
}

/** The same handle, which brings its pane into sight before it does anything. */
function showing(handle: CodeEditorHandle, onShow: () => void): CodeEditorHandle {
  return {
    focus: () => (onShow(), requestAnimationFrame(handle.focus)),
    goTo: (line, column) => (onShow(), requestAnimationFrame(() => handle.goTo(line, column))),
    undo: () => (onShow(), requestAnimationFrame(handle.undo)),
  };
}
