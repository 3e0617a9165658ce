import { nodeName, type NodeModules } from './node-builtins.ts';

/** Why an import leads nowhere, and what to do instead. */
export function importRefusal(specifier: string, importer: string, nodeModules: NodeModules): string {
  const who = packageOf(importer);
  const cannot = who === undefined ? `Cannot import "${specifier}"` : `The package "${who}" imports "${specifier}"`;
  return `${cannot}: ${reason(specifier, nodeModules)}`;
}

function reason(specifier: string, nodeModules: NodeModules): string {
  if (nodeName(specifier) !== undefined || specifier.startsWith('node:')) {
    const known = [...nodeModules.keys()].map((name) => `node:${name}`).toSorted();
    const instead = known.length === 0 ? '' : `; of its modules only ${known.join(', ')} exist here`;
    return `it is a Node.js module, and functions run on Web APIs without Node.js${instead}`;
  }
  if (/^nexo:jsx(?:\/|$)/.test(specifier)) return 'JSX needs a library; install one: react, preact or hono';
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) return 'there is no such file';
  if (specifier.startsWith('/')) return 'there is no such file; write a path relative to this file';
  if (/^[a-z][a-z0-9+.-]*:/i.test(specifier)) return 'modules are not loaded from URLs';
  if (specifier.startsWith('shared/')) return "there is no such file in the workspace's shared folder";
  const name = packageName(specifier);
  return `there is no such package in the workspace; add it there with "npm install ${name}"`;
}

/** The package a workspace file belongs to; undefined for the person's own. */
export function packageOf(file: string): string | undefined {
  const inside = file.lastIndexOf('node_modules/');
  return inside < 0 ? undefined : packageName(file.slice(inside + 'node_modules/'.length));
}

function packageName(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** esbuild's text for a person: what it says of imports is said again in our own words. */
export function explain(text: string, importer: string, nodeModules: NodeModules): string {
  const [, specifier] = /^Could not resolve "(.*)"$/.exec(text) ?? [];
  if (specifier !== undefined) return importRefusal(specifier, importer, nodeModules);
  const [, module, name] = /^No matching export in "nexo:node\/(.+)" for import "(.*)"$/.exec(text) ?? [];
  if (module !== undefined) return `"node:${module}" has no "${name}" in a function`;
  if (text.startsWith('Top-level await is not available')) {
    return 'Top-level await cannot be used together with "node:async_hooks". Await inside the function.';
  }
  return text;
}
