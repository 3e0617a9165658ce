import { describe, expect, it } from 'vitest';

import { createStackMapper } from './map-stack.ts';

const file = 'functions/hello/index.ts';

/** One original line for each compiled line, ten lines further down, at the same column. */
const tenLinesDown = JSON.stringify({
  version: 3,
  sources: [file, 'nexo:entry'],
  names: [],
  // Line 1: to source 0, line 11. Line 2: next line. Line 3: to source 1, which is the compiler's own.
  mappings: 'AAUA;AACA;ACXA',
});

const failure = (stack: string) => ({ code: 'THROWN' as const, message: 'no', stack });

describe('stack mapper', () => {
  const mapper = createStackMapper({ file, sourceMap: tenLinesDown });

  it("names the person's own line and takes it for the position", () => {
    const mapped = mapper.map(failure(`Error: no\n    at handler (${file}:2:1)`));
    expect(mapped.stack).toBe(`Error: no\n    at handler (${file}:12:1)`);
    expect(mapped.position).toEqual({ file, line: 12, column: 1 });
  });

  it('drops frames that are not of the person: prelude, boundary, and what the compiler added', () => {
    const stack = [
      'Error: first line',
      'second line (of the message)',
      '    at Array.map (<anonymous>)',
      `    at async handler (${file}:1:1)`,
      `    at ${file}:3:1`,
      '    at dispatch (nexo:prelude:4:5)',
      '    at new Promise (<anonymous>)',
      '    at (<isolated-vm boundary>)',
    ].join('\n');
    expect(mapper.map(failure(stack)).stack?.split('\n')).toEqual([
      'Error: first line',
      'second line (of the message)',
      '    at Array.map (<anonymous>)',
      `    at async handler (${file}:11:1)`,
    ]);
  });

  it('maps an error and each of its causes', () => {
    const stack = [
      'Error: outer',
      `    at handler (${file}:1:1)`,
      '    at dispatch (nexo:prelude:4:5)',
      'Caused by: TypeError: inner',
      'on two lines',
      `    at ${file}:2:1`,
      'Caused by: a text',
    ].join('\n');
    const mapped = mapper.map(failure(stack));
    expect(mapped.stack?.split('\n')).toEqual([
      'Error: outer',
      `    at handler (${file}:11:1)`,
      'Caused by: TypeError: inner',
      'on two lines',
      `    at ${file}:12:1`,
      'Caused by: a text',
    ]);
    expect(mapped.position).toMatchObject({ line: 11 });
  });

  it('maps stacks in a log entry, and nothing else of it', () => {
    const text = `look at ${file}:1:1\n    at the beach\nError: no\n    at handler (${file}:2:1)`;
    expect(mapper.mapText(text)).toBe(
      `look at ${file}:1:1\n    at the beach\nError: no\n    at handler (${file}:12:1)`,
    );
  });

  it('leaves the frames of the platform out of a log entry, and keeps the brace that follows them', () => {
    const text = [
      'failed Error: no',
      `    at handler (${file}:1:1)`,
      '    at async call (nexo:prelude:30:491)',
      '    at dispatch (nexo:prelude:4:5) {',
      '  [cause]: Error: inner',
      `      at ${file}:2:1 {`,
      '    code: 1',
      '  }',
      '}',
    ].join('\n');
    expect(mapper.mapText(text).split('\n')).toEqual([
      'failed Error: no',
      `    at handler (${file}:11:1) {`,
      '  [cause]: Error: inner',
      `      at ${file}:12:1 {`,
      '    code: 1',
      '  }',
      '}',
    ]);
  });

  it('maps a position that came without a stack', () => {
    const mapped = mapper.map({ code: 'CPU_LIMIT', message: 'too long', position: { file, line: 1, column: 1 } });
    expect(mapped.position).toEqual({ file, line: 11, column: 1 });
  });

  it('leaves positions as they are where nothing was compiled', () => {
    const mapped = createStackMapper({ file, sourceMap: '' }).map(failure(`Error: no\n    at ${file}:7:8`));
    expect(mapped.position).toEqual({ file, line: 7, column: 8 });
  });

  it('has no position for a stack without frames of the person', () => {
    expect(mapper.map(failure('Error: no')).position).toBeUndefined();
  });
});
