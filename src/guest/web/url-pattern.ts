import * as canonical from './url-pattern-canonical.ts';
import { type Component, compileComponent } from './url-pattern-component.ts';
import {
  type ComponentName,
  componentNames,
  matchesSpecialScheme,
  parseConstructorString,
  type PatternInit,
} from './url-pattern-constructor-string.ts';
import { processInit, urlComponents } from './url-pattern-init.ts';
import { URL } from './url.ts';
import { isObject, shapeInterface, toDictionary, toUSVString } from './webidl.ts';

/** https://urlpattern.spec.whatwg.org/#urlpattern-class */

type Components = Record<ComponentName, Component>;

interface ComponentResult {
  input: string;
  groups: Record<string, string | undefined>;
}

export class URLPattern {
  readonly #components: Components;

  constructor(input: unknown = undefined, baseOrOptions: unknown = undefined, options: unknown = undefined) {
    const hasBase = arguments.length > 2 || (baseOrOptions !== undefined && !isObject(baseOrOptions));
    const base = hasBase && baseOrOptions !== null ? toUSVString(baseOrOptions) : undefined;
    const { ignoreCase } = toDictionary(hasBase ? options : baseOrOptions, 'URLPattern options');
    this.#components = compile(toPatternInit(input, base), !!ignoreCase);
  }

  get protocol(): string {
    return this.#components.protocol.pattern;
  }
  get username(): string {
    return this.#components.username.pattern;
  }
  get password(): string {
    return this.#components.password.pattern;
  }
  get hostname(): string {
    return this.#components.hostname.pattern;
  }
  get port(): string {
    return this.#components.port.pattern;
  }
  get pathname(): string {
    return this.#components.pathname.pattern;
  }
  get search(): string {
    return this.#components.search.pattern;
  }
  get hash(): string {
    return this.#components.hash.pattern;
  }
  get hasRegExpGroups(): boolean {
    const components = this.#components;
    return componentNames.some((name) => components[name].hasRegExpGroups);
  }

  test(input: unknown = undefined, baseURL: unknown = undefined): boolean {
    return match(this.#components, input, baseURL) !== null;
  }
  exec(input: unknown = undefined, baseURL: unknown = undefined): object | null {
    return match(this.#components, input, baseURL);
  }
}
shapeInterface(URLPattern, 'URLPattern');

/** A dictionary's members are read in the order of their names. */
const initMembers = [...componentNames, 'baseURL' as const].toSorted();

function toInit(input: unknown): PatternInit {
  const given = toDictionary(input, 'URLPattern input');
  const init: PatternInit = {};
  for (const name of initMembers) if (given[name] !== undefined) init[name] = toUSVString(given[name]);
  return init;
}

function toPatternInit(input: unknown, base: string | undefined): PatternInit {
  if (input === undefined || isObject(input)) {
    if (base !== undefined) throw new TypeError('URLPattern: a base URL goes only with a string');
    return toInit(input);
  }
  const init = parseConstructorString(toUSVString(input));
  if (base !== undefined) return { ...init, baseURL: base };
  if (init.protocol === undefined) throw new TypeError('URLPattern: a relative pattern needs a base URL');
  return init;
}

/** https://urlpattern.spec.whatwg.org/#url-pattern-create */
function compile(init: PatternInit, ignoreCase: boolean): Components {
  const given = processInit(init, 'pattern');
  const text = (name: ComponentName): string => given[name] ?? '*';
  const isDefaultPort = given.protocol !== undefined && canonical.defaultPort(given.protocol) === given.port;
  const plain = { delimiter: '', prefix: '', ignoreCase: false };
  const rest = { ...plain, ignoreCase };
  const protocol = compileComponent(text('protocol'), plain, canonical.canonicalProtocol);
  const isSpecial = matchesSpecialScheme(protocol.pattern);
  return {
    protocol,
    username: compileComponent(text('username'), plain, canonical.canonicalUsername),
    password: compileComponent(text('password'), plain, canonical.canonicalPassword),
    hostname: compileComponent(
      text('hostname'),
      { ...plain, delimiter: '.' },
      hostnameEncoder(text('hostname'), isSpecial || protocol.pattern === '*'),
    ),
    port: compileComponent(given.port !== undefined && isDefaultPort ? '' : text('port'), plain, (value) =>
      canonical.canonicalPort(value),
    ),
    pathname: isSpecial
      ? compileComponent(text('pathname'), { delimiter: '/', prefix: '/', ignoreCase }, canonical.canonicalPathname)
      : compileComponent(text('pathname'), rest, canonical.canonicalOpaquePathname),
    search: compileComponent(text('search'), rest, canonical.canonicalSearch),
    hash: compileComponent(text('hash'), rest, canonical.canonicalHash),
  };
}

function hostnameEncoder(hostname: string, isDomain: boolean): (value: string) => string {
  if (/^(?:[{\\]?\[)./su.test(hostname)) return canonical.canonicalIpv6;
  return isDomain ? canonical.canonicalDomain : canonical.canonicalHostname;
}

/** https://urlpattern.spec.whatwg.org/#url-pattern-match */
function match(components: Components, input: unknown, baseURL: unknown): object | null {
  const base = baseURL === undefined ? undefined : toUSVString(baseURL);
  const isInit = input === undefined || isObject(input);
  const given = isInit ? toInit(input) : toUSVString(input);
  if (isInit && base !== undefined) throw new TypeError('URLPattern: a base URL goes only with a string');
  const values = toValues(given, base);
  if (values === null) return null;
  const result: Record<string, unknown> = { inputs: base === undefined ? [given] : [given, base] };
  for (const name of componentNames) {
    const { regExp, groupNames } = components[name];
    const found = regExp.exec(values[name]);
    if (found === null) return null;
    const groups: ComponentResult['groups'] = {};
    groupNames.forEach((group, index) => {
      groups[group] = found[index + 1];
    });
    result[name] = { input: values[name], groups } satisfies ComponentResult;
  }
  return result;
}

function toValues(given: PatternInit | string, base: string | undefined): Record<ComponentName, string> | null {
  if (typeof given === 'string') {
    const url = base === undefined ? URL.parse(given) : URL.parse(given, base);
    return url === null ? null : urlComponents(url);
  }
  try {
    return processInit(given, 'url') as Record<ComponentName, string>;
  } catch {
    return null;
  }
}
