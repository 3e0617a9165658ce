import { canonicalProtocol, specialSchemeNames } from './url-pattern-canonical.ts';
import { compileComponent } from './url-pattern-component.ts';
import { type Token, tokenize, type TokenType } from './url-pattern-tokens.ts';

/** https://urlpattern.spec.whatwg.org/#constructor-string-parsing */

export const componentNames = [
  ...(['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'] as const),
];
export type ComponentName = (typeof componentNames)[number];
export type PatternInit = Partial<Record<ComponentName | 'baseURL', string>>;

type State = ComponentName | 'init' | 'authority' | 'done';

const order: Record<State, number> = {
  init: 0,
  protocol: 1,
  authority: 2,
  username: 3,
  password: 4,
  hostname: 5,
  port: 6,
  pathname: 7,
  search: 8,
  hash: 9,
  done: 10,
};
const plainTypes: readonly TokenType[] = ['char', 'escaped-char', 'invalid-char'];
const endsGroup: readonly TokenType[] = ['name', 'regexp', 'close', 'asterisk'];

/** Takes a pattern such as `https://*.example.com/:id?` apart. Throws a TypeError for a malformed protocol. */
export function parseConstructorString(input: string): PatternInit {
  const codePoints = Array.from(input);
  const tokens = tokenize(codePoints, 'lenient');
  const result: PatternInit = {};
  let state: State = 'init';
  let at = 0;
  let step = 1;
  let componentStart = 0;
  let groupDepth = 0;
  let bracketDepth = 0;
  let isSpecial = false;

  const tokenAt = (index: number): Token => tokens[Math.min(index, tokens.length - 1)]!;
  const isPlain = (index: number, value: string): boolean => {
    const token = tokenAt(index);
    return token.value === value && plainTypes.includes(token.type);
  };
  const isSearchPrefix = (): boolean => {
    if (isPlain(at, '?')) return true;
    if (tokenAt(at).value !== '?') return false;
    return at === 0 || !endsGroup.includes(tokenAt(at - 1).type);
  };
  const isHashPrefix = (): boolean => isPlain(at, '#');
  const isPathnameStart = (): boolean => isPlain(at, '/');
  const componentText = (): string => codePoints.slice(tokenAt(componentStart).index, tokenAt(at).index).join('');
  const rewind = (next: State): void => {
    at = componentStart;
    step = 0;
    state = next;
  };
  const change = (next: State, skip: number): void => {
    if (state !== 'init' && state !== 'authority' && state !== 'done') result[state] = componentText();
    if (state !== 'init' && next !== 'done') {
      if (order[state] <= order.password && order[next] >= order.port) result.hostname ??= '';
      if (order[state] <= order.port && order[next] >= order.search) result.pathname ??= isSpecial ? '/' : '';
      if (order[state] <= order.pathname && next === 'hash') result.search ??= '';
    }
    state = next;
    at += skip;
    componentStart = at;
    step = 0;
  };
  const toRest = (): boolean => {
    if (isSearchPrefix()) change('search', 1);
    else if (isHashPrefix()) change('hash', 1);
    else return false;
    return true;
  };
  const advance: Partial<Record<State, () => void>> = {
    init() {
      if (isPlain(at, ':')) rewind('protocol');
    },
    protocol() {
      if (!isPlain(at, ':')) return;
      isSpecial = matchesSpecialScheme(componentText());
      if (isPlain(at + 1, '/') && isPlain(at + 2, '/')) change('authority', 3);
      else change(isSpecial ? 'authority' : 'pathname', 1);
    },
    authority() {
      if (isPlain(at, '@')) rewind('username');
      else if (isPathnameStart() || isSearchPrefix() || isHashPrefix()) rewind('hostname');
    },
    username() {
      if (isPlain(at, ':')) change('password', 1);
      else if (isPlain(at, '@')) change('hostname', 1);
    },
    password() {
      if (isPlain(at, '@')) change('hostname', 1);
    },
    hostname() {
      if (isPlain(at, '[')) bracketDepth++;
      else if (isPlain(at, ']')) bracketDepth--;
      else if (isPlain(at, ':') && bracketDepth === 0) change('port', 1);
      else if (isPathnameStart()) change('pathname', 0);
      else toRest();
    },
    port() {
      if (isPathnameStart()) change('pathname', 0);
      else toRest();
    },
    pathname: () => void toRest(),
    search() {
      if (isHashPrefix()) change('hash', 1);
    },
  };

  for (; at < tokens.length; at += step) {
    step = 1;
    const { type } = tokens[at]!;
    if (type === 'end') {
      if (state === 'init') {
        rewind('init');
        if (!toRest()) change('pathname', 0);
      } else if (state === 'authority') rewind('hostname');
      else {
        change('done', 0);
        break;
      }
    } else if (type === 'open') groupDepth++;
    else if (groupDepth > 0 && type !== 'close') continue;
    else {
      if (groupDepth > 0) groupDepth--;
      advance[state]?.();
    }
  }
  if (result.hostname !== undefined) result.port ??= '';
  return result;
}

export function matchesSpecialScheme(protocol: string): boolean {
  const options = { delimiter: '', prefix: '', ignoreCase: false };
  const { regExp } = compileComponent(protocol, options, canonicalProtocol);
  return specialSchemeNames.some((scheme) => regExp.test(scheme));
}
