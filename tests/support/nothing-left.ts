import { afterAll, beforeAll, expect, vi } from 'vitest';

const watched = ['TCPServerWrap', 'ProcessWrap', 'UDPWrap'];
const open = (): string[] => process.getActiveResourcesInfo().filter((name) => watched.includes(name));

/** Of files before this one: the compiler's process ends when it has long had nothing to do. */
let before: string[] = [];
beforeAll(() => {
  before = open();
});

/** Each test file closes the ports and ends the processes it opened; registered first, so it looks last. */
afterAll(() => vi.waitFor(() => expect(newSince(before)).toEqual([]), 10_000));

function newSince(earlier: readonly string[]): string[] {
  const known = [...earlier];
  return open().filter((name) => {
    const index = known.indexOf(name);
    if (index >= 0) known.splice(index, 1);
    return index < 0;
  });
}
