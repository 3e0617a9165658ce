const languages: Readonly<Record<string, string>> = {
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'typescript',
  json: 'json',
  css: 'css',
  html: 'html',
  md: 'markdown',
  sql: 'sql',
};

/** What a file is written in, as the editor calls it. */
export function languageOf(path: string): string {
  return languages[extensionOf(path)] ?? 'plaintext';
}

/** Whether the TypeScript worker looks at a file. */
export function isCodeFile(path: string): boolean {
  return /^(?:java|type)script$/.test(languageOf(path));
}

function extensionOf(path: string): string {
  return /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}
