import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import type { CodeEditorHandle } from '../../editor/active-editor.ts';
import { failureMark, problemMark, syntaxMark } from '../../editor/code-marks.ts';
import { isUnsaved, useDrafts } from '../../editor/drafts-store.ts';
import { useGutter } from '../../editor/gutter-store.ts';
import { loadCodeEditor } from '../../editor/load-editor.ts';
import { useSaves } from '../../editor/save-file.ts';
import { useStoredFile } from '../../editor/stored-file.ts';
import { type Run, useRuns } from '../../run/runs-store.ts';
import { useFiles } from '../../state/files-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { apple, chordText } from '../../state/keybindings.ts';
import { usePreferences } from '../../state/preferences-store.ts';
import { functionIdOf } from '../../state/workspace-paths.ts';
import { useTheme } from '../../styles/use-theme.ts';
import { FileNotices } from './file-notices.tsx';
import { LoadingEditor } from './loading-editor.tsx';
import { useRunMarks } from './use-run-marks.ts';

const CodeEditor = lazy(loadCodeEditor);

export interface FilePaneProps {
  path: string;
  /** The function the screen is about: the file's own, or one that may use it. */
  target: FunctionSummary;
  onFocus(handle: CodeEditorHandle): void;
}

/** A file in the editor, with what there is to say about it above. */
export function FilePane({ path, target, onFocus }: FilePaneProps) {
  const { t } = useTranslation();
  const theme = useTheme();
  const fontSize = usePreferences((preferences) => preferences.editorFontSize);
  const readProblem = useStoredFile(path);
  const draft = useDrafts(({ drafts }) => drafts[path]);
  const unsaved = useDrafts(({ drafts }) => isUnsaved(drafts, path));
  const gone = useFiles(({ paths }) => !paths.has(path));
  const save = useSaves(({ saves }) => saves[path]);
  const run = useRuns(({ runs }) => runs[target.id]);
  const saveProblem = save?.phase === 'failed' ? save.problem : null;
  const text = draft?.text ?? null;
  const syntax = useMemo(() => {
    const found = syntaxMark(saveProblem ?? refusalOf(run, path, text, target.file), path, target.file);
    // The saved code's problem is no longer where it was once something was typed.
    return found ?? (text !== null && !unsaved ? problemMark(target.problem, path) : null);
  }, [saveProblem, run, path, text, unsaved, target.problem, target.file]);
  const told = useGutter(({ calls }) => calls[target.id]);
  const failure = useMemo(() => failureMark(told?.failure ?? null, path), [told, path]);
  const marks = useRunMarks(told?.lines, path);
  const ariaLabel = useAriaLabel(path, target);
  return (
    <>
      <FileNotices
        path={path}
        target={target}
        removed={gone && unsaved}
        readProblem={unsaved ? null : readProblem}
        saveProblem={saveProblem}
      />
      <div className="min-h-0 flex-1">
        <Suspense fallback={<LoadingEditor label={t('editor.loading')} />}>
          {text === null ? (
            readProblem === null && <LoadingEditor label={t('editor.loading')} />
          ) : (
            <CodeEditor
              path={path}
              text={text}
              theme={theme === 'dark' ? 'nexo-dark' : 'nexo-light'}
              fontSize={fontSize}
              ariaLabel={ariaLabel}
              syntax={syntax}
              failure={failure}
              {...marks}
              onFocus={onFocus}
            />
          )}
        </Suspense>
      </div>
    </>
  );
}

function useAriaLabel(path: string, target: FunctionSummary): string {
  const { t } = useTranslation();
  const owner = useFunctions(({ functions }) => functions.get(functionIdOf(path) ?? ''));
  const name = owner?.name ?? target.name;
  const what = path === (owner ?? target).file ? t('editor.codeOf', { name }) : t('editor.fileOf', { file: path });
  return `${what}. ${t('editor.editorHelp', { shortcut: chordText(apple ? 'Ctrl+Shift+M' : 'Mod+M') })}`;
}

/** A run refused because a text does not parse counts only while that is still the text. */
function refusalOf(run: Run | undefined, path: string, text: string | null, entry: string) {
  if (run?.outcome?.kind !== 'refused') return null;
  const { problem } = run.outcome;
  return (problem.file ?? entry) === path && run.texts[path] === text ? problem : null;
}
