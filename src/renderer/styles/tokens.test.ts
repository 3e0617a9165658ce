import { expect, test } from 'vitest';

import css from './tokens.css?raw';

function tokensOf(selector: string): Record<string, string> {
  const block = css.split(`${selector} {`)[1]?.split('}')[0] ?? '';
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]));
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['bg', 'surface', 'raised', 'sunken', 'hover'];
const text: [string, string][] = [
  ...['text', 'text-2', 'text-3'].flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ...['accent-ink', 'danger', 'ok', 'warm', 'info', 'violet'].flatMap((ink) =>
    ['bg', 'surface', 'raised'].map((ground): [string, string] => [ink, ground]),
  ),
  ...['ok', 'danger', 'warm', 'info', 'violet'].map((ink): [string, string] => [ink, `${ink}-soft`]),
  ['accent-ink', 'accent-soft'],
  ['text', 'accent-soft'],
  ['text-2', 'accent-soft'],
  ['text-3', 'accent-soft'],
  ['text-2', 'warm-soft'],
  ['text-2', 'danger-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
  ['bg', 'text'],
];
const shapes: [string, string][] = ['line-strong', 'accent', 'danger'].flatMap((ink) =>
  ['bg', 'surface', 'raised'].map((ground): [string, string] => [ink, ground]),
);

test.each(['light', 'dark'])('every text of the %s theme can be read: 4.5 to 1 (WCAG AA)', (theme) => {
  const tokens = tokensOf(theme === 'light' ? ':root' : "[data-theme='dark']");
  expect(tooFaint(tokens, text, 4.5)).toEqual([]);
});

test.each(['light', 'dark'])('every control edge of the %s theme can be seen: 3 to 1', (theme) => {
  const tokens = tokensOf(theme === 'light' ? ':root' : "[data-theme='dark']");
  expect(tooFaint(tokens, shapes, 3)).toEqual([]);
});

test('both themes have the same tokens', () => {
  expect(Object.keys(tokensOf("[data-theme='dark']"))).toEqual(Object.keys(tokensOf(':root')));
});

function tooFaint(tokens: Record<string, string>, pairs: [string, string][], least: number): string[] {
  return pairs
    .map(([ink, ground]) => ({ ink, ground, ratio: contrast(tokens[ink] ?? '', tokens[ground] ?? '') }))
    .filter(({ ratio }) => !(ratio >= least))
    .map(({ ink, ground, ratio }) => `${ink} on ${ground}: ${ratio.toFixed(2)}`);
}
