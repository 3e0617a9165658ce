import { useEffect, useRef } from 'react';

import type { EditorTheme } from './editor-themes.ts';
import { codeFont } from './code-font.ts';
import { monaco } from './monaco.ts';

export interface CodeDiffProps {
  original: string;
  modified: string;
  language: string;
  theme: EditorTheme;
}

/** Two texts side by side, read only; one above the other where it is narrow. */
export default function CodeDiff({ original, modified, language, theme }: CodeDiffProps) {
  const host = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (host.current === null) return undefined;
    // Plain text models of no file: the TypeScript worker must not take them for modules of the workspace.
    const models = {
      original: monaco.editor.createModel(original, language, monaco.Uri.parse('nexo-diff:///original')),
      modified: monaco.editor.createModel(modified, language, monaco.Uri.parse('nexo-diff:///modified')),
    };
    const editor = monaco.editor.createDiffEditor(host.current, {
      automaticLayout: true,
      readOnly: true,
      originalEditable: false,
      fontFamily: codeFont,
      fontSize: 13,
      lineHeight: 21,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      renderSideBySideInlineBreakpoint: 700,
      fixedOverflowWidgets: true,
    });
    editor.setModel(models);
    return () => {
      editor.dispose();
      models.original.dispose();
      models.modified.dispose();
    };
  }, [original, modified, language]);
  useEffect(() => monaco.editor.setTheme(theme), [theme]);

  // `monaco-component` carries the theme's colours to the context menu, which stands beside the editor, not in it.
  return <div ref={host} className="monaco-component h-full min-h-0 w-full" />;
}
