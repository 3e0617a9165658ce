import type * as monacoApi from 'monaco-editor/editor/editor.api';

export type EditorTheme = 'nexo-light' | 'nexo-dark';

/** Paper and ink as in tokens.css; Monaco cannot read CSS variables. */
export function defineThemes(monaco: typeof monacoApi): void {
  monaco.editor.defineTheme('nexo-light', {
    base: 'vs',
    inherit: true,
    rules: rulesOf(lightInk),
    colors: colorsOf(lightPaper),
  });
  monaco.editor.defineTheme('nexo-dark', {
    base: 'vs-dark',
    inherit: true,
    rules: rulesOf(darkInk),
    colors: colorsOf(darkPaper),
  });
}

interface Ink {
  comment: string;
  keyword: string;
  string: string;
  number: string;
  type: string;
  text: string;
}

const lightInk: Ink = {
  comment: '656a65',
  keyword: '6338b3',
  string: '17663c',
  number: '8f4a06',
  type: '1b56ad',
  text: '1b1e1c',
};
const darkInk: Ink = {
  comment: '929d99',
  keyword: 'c5abff',
  string: '6ed69b',
  number: 'f2b661',
  type: '8fbcff',
  text: 'e9edeb',
};

function rulesOf(ink: Ink): monacoApi.editor.ITokenThemeRule[] {
  return [
    { token: '', foreground: ink.text },
    { token: 'comment', foreground: ink.comment, fontStyle: 'italic' },
    { token: 'keyword', foreground: ink.keyword },
    { token: 'string', foreground: ink.string },
    { token: 'string.escape', foreground: ink.number },
    { token: 'regexp', foreground: ink.number },
    { token: 'number', foreground: ink.number },
    { token: 'type', foreground: ink.type },
    { token: 'delimiter', foreground: ink.text },
  ];
}

interface Paper {
  surface: string;
  raised: string;
  hover: string;
  line: string;
  text: string;
  faint: string;
  accent: string;
  selection: string;
  danger: string;
  ok: string;
}

const lightPaper: Paper = {
  surface: '#fcfbf9',
  raised: '#ffffff',
  hover: '#e9e7e0',
  line: '#e0ddd4',
  text: '#1b1e1c',
  faint: '#656a65',
  accent: '#0e6a5b',
  selection: '#dbeee8',
  danger: '#a8261b',
  ok: '#17663c',
};
const darkPaper: Paper = {
  surface: '#131817',
  raised: '#1a201f',
  hover: '#222a28',
  line: '#27302d',
  text: '#e9edeb',
  faint: '#929d99',
  accent: '#4ecfb1',
  selection: '#12332c',
  danger: '#ff9a8c',
  ok: '#6ed69b',
};

function colorsOf(paper: Paper): monacoApi.editor.IColors {
  return {
    'editor.background': paper.surface,
    'editor.foreground': paper.text,
    'editorLineNumber.foreground': paper.faint,
    'editorLineNumber.activeForeground': paper.text,
    'editorCursor.foreground': paper.accent,
    'editor.selectionBackground': paper.selection,
    'editor.inactiveSelectionBackground': paper.selection,
    'editor.lineHighlightBackground': paper.hover + '80',
    'editor.lineHighlightBorder': '#00000000',
    'editorIndentGuide.background1': paper.line,
    'editorIndentGuide.activeBackground1': paper.faint,
    'editorBracketMatch.border': paper.accent,
    'editorBracketMatch.background': paper.selection,
    'editorError.foreground': paper.danger,
    'editorWidget.background': paper.raised,
    'editorWidget.foreground': paper.text,
    'editorWidget.border': paper.line,
    'editorSuggestWidget.background': paper.raised,
    'editorSuggestWidget.border': paper.line,
    'editorSuggestWidget.selectedBackground': paper.selection,
    'editorSuggestWidget.selectedForeground': paper.text,
    'editorSuggestWidget.highlightForeground': paper.accent,
    'editorSuggestWidget.focusHighlightForeground': paper.accent,
    'editorHoverWidget.background': paper.raised,
    'editorHoverWidget.border': paper.line,
    'editorStickyScroll.background': paper.surface,
    'quickInput.background': paper.raised,
    'quickInput.foreground': paper.text,
    'quickInputList.focusBackground': paper.selection,
    'quickInputList.focusForeground': paper.text,
    'pickerGroup.foreground': paper.accent,
    'input.background': paper.surface,
    'input.foreground': paper.text,
    'input.border': paper.line,
    'list.hoverBackground': paper.hover,
    'list.activeSelectionBackground': paper.selection,
    'list.activeSelectionForeground': paper.text,
    'menu.background': paper.raised,
    'menu.foreground': paper.text,
    'menu.selectionBackground': paper.selection,
    'menu.selectionForeground': paper.text,
    'menu.separatorBackground': paper.line,
    'textLink.foreground': paper.accent,
    'diffEditor.insertedLineBackground': `${paper.ok}1c`,
    'diffEditor.insertedTextBackground': `${paper.ok}33`,
    'diffEditor.removedLineBackground': `${paper.danger}1c`,
    'diffEditor.removedTextBackground': `${paper.danger}33`,
    'diffEditor.diagonalFill': paper.line,
    'diffEditorOverview.insertedForeground': `${paper.ok}88`,
    'diffEditorOverview.removedForeground': `${paper.danger}88`,
    focusBorder: paper.accent,
    'widget.shadow': '#00000030',
    'scrollbar.shadow': '#00000000',
    'scrollbarSlider.background': `${paper.faint}55`,
    'scrollbarSlider.hoverBackground': `${paper.faint}88`,
    'scrollbarSlider.activeBackground': `${paper.faint}aa`,
    'editorOverviewRuler.errorForeground': paper.danger,
  };
}
