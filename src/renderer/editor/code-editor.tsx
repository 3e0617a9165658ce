import './code-editor.css';

import { useEffect, useRef } from 'react';

import type { CodeEditorHandle } from './active-editor.ts';
import { codeFont } from './code-font.ts';
import type { CodeMark } from './code-marks.ts';
import { startEditorServices } from './editor-services.ts';
import type { EditorTheme } from './editor-themes.ts';
import { fileModel } from './file-models.ts';
import { monaco } from './monaco.ts';
import { type Place, usePlace } from './open-place.ts';
import type { RunMark, RunWords } from './run-marks.ts';
import { showFailureMark, showSyntaxMark } from './show-marks.ts';
import { showRunMarks } from './show-run-marks.ts';
import { viewStates } from './view-states.ts';

startEditorServices();

export interface CodeEditorProps {
  /** The file's path in the workspace. */
  path: string;
  text: string;
  theme: EditorTheme;
  fontSize: number;
  ariaLabel: string;
  /** The compiler's complaint about the text as it is. */
  syntax: CodeMark | null;
  /** Where the last run failed; the mark moves with its line. */
  failure: CodeMark | null;
  /** Which lines ran in the last run. */
  ran: readonly RunMark[];
  describeRan(mark: RunMark): RunWords;
  onFocus(handle: CodeEditorHandle): void;
}

/** A file in Monaco. Changing `path` swaps the model and keeps cursor and undo history. */
export default function CodeEditor(props: CodeEditorProps) {
  const { path, theme, fontSize, ariaLabel, syntax, failure, ran } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (host.current === null) return undefined;
    const created = createEditor(host.current, latest.current);
    editor.current = created;
    created.onDidFocusEditorText(() => latest.current.onFocus(handleOf(created)));
    const remember = () => {
      if (speaksForFile(created)) viewStates.remember(latest.current.path, created.saveViewState());
    };
    created.onDidChangeCursorPosition(remember);
    created.onDidScrollChange(remember);
    return () => {
      editor.current = null;
      created.dispose();
    };
  }, []);

  useEffect(() => {
    const current = editor.current;
    if (current === null) return undefined;
    const model = fileModel(path, latest.current.text);
    const view = viewStates.of(path);
    // While a model is put in, the cursor is at its start: nothing to remember.
    current.setModel(model);
    if (view !== null) {
      current.restoreViewState(view as monaco.editor.ICodeEditorViewState);
      viewStates.remember(path, view);
    }
    return followPlaces(current, path);
  }, [path]);

  useEffect(() => monaco.editor.setTheme(theme), [theme]);
  useEffect(() => editor.current?.updateOptions({ ariaLabel }), [ariaLabel]);
  useEffect(() => editor.current?.updateOptions(fontOptions(fontSize)), [fontSize]);
  useEffect(() => {
    const model = editor.current?.getModel();
    return model && syntax ? showSyntaxMark(model, syntax) : undefined;
  }, [path, syntax]);
  useEffect(() => (editor.current && failure ? showFailureMark(editor.current, failure) : undefined), [path, failure]);
  useEffect(
    () => (editor.current ? showRunMarks(editor.current, ran, latest.current.describeRan) : undefined),
    [path, ran],
  );

  // `monaco-component` carries the theme's colours to the context menu, which stands beside the editor, not in it.
  return <div ref={host} className="monaco-component h-full min-h-0 w-full" />;
}

/** Where two editors show one file, a person is in the one that has the focus; the other moves when it is laid out, too. */
function speaksForFile(editor: monaco.editor.IStandaloneCodeEditor): boolean {
  if (editor.hasTextFocus()) return true;
  return monaco.editor.getEditors().every((other) => other === editor || other.getModel() !== editor.getModel());
}

let shownPlace = 0;

/** Shows the places in a file that are asked for, also one that was asked for just before the file was shown. */
function followPlaces(editor: monaco.editor.IStandaloneCodeEditor, path: string): () => void {
  const follow = ({ place, number }: { place: Place | null; number: number }) => {
    if (place?.file !== path || number === shownPlace) return;
    shownPlace = number;
    if (place.line !== undefined) {
      editor.setPosition({ lineNumber: place.line, column: place.column ?? 1 });
      editor.revealLineInCenterIfOutsideViewport(place.line);
    }
    editor.focus();
  };
  follow(usePlace.getState());
  return usePlace.subscribe(follow);
}

function createEditor(
  host: HTMLElement,
  { theme, ariaLabel, fontSize }: CodeEditorProps,
): monaco.editor.IStandaloneCodeEditor {
  return monaco.editor.create(host, {
    model: null,
    theme,
    ariaLabel,
    automaticLayout: true,
    fontFamily: codeFont,
    ...fontOptions(fontSize),
    fontLigatures: false,
    minimap: { enabled: false },
    glyphMargin: true,
    lineNumbersMinChars: 3,
    folding: true,
    padding: { top: 10, bottom: 10 },
    scrollBeyondLastLine: false,
    smoothScrolling: false,
    renderLineHighlight: 'line',
    overviewRulerBorder: false,
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
    stickyScroll: { enabled: false },
    bracketPairColorization: { enabled: false },
    fixedOverflowWidgets: true,
    accessibilitySupport: 'auto',
    unicodeHighlight: { ambiguousCharacters: false },
    wordBasedSuggestions: 'off',
    tabSize: 2,
  });
}

function fontOptions(fontSize: number): monaco.editor.IEditorOptions {
  return { fontSize, lineHeight: Math.round(fontSize * 1.6) };
}

function handleOf(editor: monaco.editor.IStandaloneCodeEditor): CodeEditorHandle {
  return {
    focus: () => editor.focus(),
    line: () => editor.getPosition()?.lineNumber ?? 1,
    undo: () => {
      editor.trigger('app', 'undo', null);
      editor.focus();
    },
  };
}
