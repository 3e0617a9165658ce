import './code-editor.css';

import { useEffect, useRef } from 'react';

import type { Language } from '../../contract/function.ts';
import { usePreferences } from '../state/preferences-store.ts';
import type { CodeEditorHandle } from './active-editor.ts';
import { codeFont } from './code-font.ts';
import type { CodeMark } from './code-marks.ts';
import type { FunctionEnv } from './env-types.ts';
import type { EditorTheme } from './editor-themes.ts';
import { functionModel, rememberedView, rememberView, replaceText } from './function-models.ts';
import { monaco, typeEnvFor } from './monaco.ts';
import { showFailureMark, showSyntaxMark } from './show-marks.ts';

export interface CodeEditorProps {
  functionId: string;
  language: Language;
  text: string;
  variables: FunctionEnv['variables'];
  secrets: FunctionEnv['secrets'];
  bindings: FunctionEnv['bindings'];
  theme: EditorTheme;
  ariaLabel: string;
  /** The compiler's complaint about the text as it is. */
  syntax: CodeMark | null;
  /** Where the last run failed; the mark moves with its line. */
  failure: CodeMark | null;
  onChange(text: string): void;
  onRun(): void;
  onSave(): void;
  onReady(handle: CodeEditorHandle | null): void;
}

/** The code of one function in Monaco. Changing `functionId` swaps the model and keeps cursor and undo history. */
export default function CodeEditor(props: CodeEditorProps) {
  const { functionId, language, text, variables, secrets, bindings, theme, ariaLabel, syntax, failure } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const fontSize = usePreferences((preferences) => preferences.editorFontSize);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (host.current === null) return undefined;
    const created = createEditor(host.current, latest.current);
    editor.current = created;
    created.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => latest.current.onRun());
    created.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyS, () => latest.current.onSave());
    created.onDidChangeModelContent((event) => {
      if (!event.isFlush) latest.current.onChange(created.getValue());
    });
    latest.current.onReady(handleOf(created));
    return () => {
      latest.current.onReady(null);
      editor.current = null;
      created.dispose();
    };
  }, []);

  useEffect(() => editor.current?.updateOptions({ fontSize }), [fontSize]);

  useEffect(() => {
    const current = editor.current;
    if (current === null) return undefined;
    current.setModel(functionModel(functionId, language, latest.current.text));
    current.restoreViewState(rememberedView(functionId));
    return () => rememberView(functionId, current.saveViewState());
  }, [functionId, language]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (model) replaceText(model, text);
  }, [functionId, language, text]);

  useEffect(() => typeEnvFor({ variables, secrets, bindings }), [variables, secrets, bindings]);
  useEffect(() => monaco.editor.setTheme(theme), [theme]);
  useEffect(() => editor.current?.updateOptions({ ariaLabel }), [ariaLabel]);
  useEffect(() => {
    const model = editor.current?.getModel();
    return model && syntax ? showSyntaxMark(model, syntax) : undefined;
  }, [functionId, language, syntax]);
  useEffect(
    () => (editor.current && failure ? showFailureMark(editor.current, failure) : undefined),
    [functionId, language, failure],
  );

  // `monaco-component` carries the theme's colours to the context menu, which stands beside the editor, not in it.
  return <div ref={host} className="monaco-component h-full min-h-0 w-full" />;
}

function createEditor(host: HTMLElement, { theme, ariaLabel }: CodeEditorProps): monaco.editor.IStandaloneCodeEditor {
  return monaco.editor.create(host, {
    model: null,
    theme,
    ariaLabel,
    automaticLayout: true,
    fontFamily: codeFont,
    fontSize: usePreferences.getState().editorFontSize,
    lineHeight: 21,
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

function handleOf(editor: monaco.editor.IStandaloneCodeEditor): CodeEditorHandle {
  return {
    focus: () => editor.focus(),
    goTo: (line, column = 1) => {
      editor.setPosition({ lineNumber: line, column });
      editor.revealLineInCenterIfOutsideViewport(line);
      editor.focus();
    },
    undo: () => {
      editor.trigger('app', 'undo', null);
      editor.focus();
    },
  };
}
