import * as monaco from 'monaco-editor/editor/editor.api';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/javascript/register';
import 'monaco-editor/languages/definitions/typescript/register';
import * as typescript from 'monaco-editor/languages/features/typescript/register';
import 'monaco-editor/languages/definitions/css/register';
import 'monaco-editor/languages/definitions/html/register';
import 'monaco-editor/languages/definitions/markdown/register';
import 'monaco-editor/languages/definitions/sql/register';
import 'monaco-editor/languages/features/json/register';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import JsonWorker from 'monaco-editor/languages/features/json/json.worker?worker';

import functionApi from '../../../resources/runtime-types/function-api.d.ts?raw';
import modules from '../../../resources/runtime-types/modules.d.ts?raw';
import webPlatform from '../../../resources/runtime-types/web.d.ts?raw';
import { defineThemes } from './editor-themes.ts';
import { envDeclaration, type FunctionEnv } from './env-types.ts';
import FunctionWorker from './function-worker.ts?worker';

export { monaco };

/** TypeScript's own numbers; Monaco's copy of the enumerations is older than its compiler. */
const moduleDetectionForce = 3;
const moduleResolutionBundler = 100;
const jsxReact = 4;

self.MonacoEnvironment = {
  getWorker(_workerId, label) {
    if (label === 'typescript' || label === 'javascript') return new FunctionWorker();
    return label === 'json' ? new JsonWorker() : new EditorWorker();
  },
};

defineThemes(monaco);

const languages = [typescript.typescriptDefaults, typescript.javascriptDefaults];

for (const defaults of languages) {
  const isJavaScript = defaults === typescript.javascriptDefaults;
  defaults.setCompilerOptions({
    target: typescript.ScriptTarget.ESNext,
    module: typescript.ModuleKind.ESNext,
    moduleResolution: moduleResolutionBundler as typescript.ModuleResolutionKind,
    // Each function is a module of its own, also without an import or export: two handlers never collide.
    moduleDetection: moduleDetectionForce,
    // No DOM and no Node: what a function does not have is underlined.
    lib: ['lib.esnext.d.ts'],
    types: [],
    allowJs: true,
    checkJs: true,
    strict: !isJavaScript,
    noEmit: true,
    jsx: jsxReact as typescript.JsxEmit,
    // As the engine resolves them: files of the workspace, from its top.
    baseUrl: 'file:///',
    paths: { 'shared/*': ['shared/*'] },
    allowNonTsExtensions: true,
    skipLibCheck: true,
  });
  defaults.setDiagnosticsOptions({
    // 80001 and 80002 suggest CommonJS and class rewrites; 7044, 7043 and 7045 lecture plain JavaScript about types.
    diagnosticCodesToIgnore: isJavaScript ? [80001, 80002, 7043, 7044, 7045] : [],
  });
  defaults.addExtraLib(webPlatform, 'file:///nexo/web.d.ts');
  defaults.addExtraLib(functionApi, 'file:///nexo/function-api.d.ts');
  defaults.addExtraLib(modules, 'file:///nexo/modules.d.ts');
}

let envs = '';

/** Types `env` for the functions that are open; in shared files it is that of the `shown` one. */
export function typeEnvs(shown: FunctionEnv, byFunction: ReadonlyMap<string, FunctionEnv>): void {
  const content = envDeclaration(shown, byFunction);
  if (content === envs) return;
  envs = content;
  for (const defaults of languages) defaults.addExtraLib(content, 'file:///nexo/env.d.ts');
}

/** Declaration files of packages, by their paths in the workspace. */
export function typeFiles(files: readonly { path: string; text: string }[]): void {
  for (const { path, text } of files) {
    // A package may ask for the DOM, which would then be there for everybody.
    const content = text.replaceAll(/^\/\/\/\s*<reference\s+(?:no-default-)?lib\b.*$/gm, '//');
    for (const defaults of languages) defaults.addExtraLib(content, `file:///${path}`);
  }
}
