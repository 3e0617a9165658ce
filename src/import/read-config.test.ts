import { describe, expect, it } from 'vitest';

import { readConfig } from './read-config.ts';

const files: Record<string, string> = {
  'a.jsonc': '{\n  // why\n  "vars": {\n    "A": "1"\n  },\n}\n',
  'a.toml': 'name = "x"\n\n[vars]\nA = "1"\n',
  'a.yaml': 'name: x\n\nvars:\n  A: "1"\n',
};

describe.each(Object.entries(files))('%s', (file, text) => {
  const config = readConfig(file, text);
  it('is read', () => expect(config.value).toMatchObject({ vars: { A: '1' } }));
  it('says where things are', () => {
    expect(config.lineOf(['vars', 'A'])).toBe(4);
    expect(config.lineOf(['vars'])).toBe(3);
    expect(config.lineOf(['vars', 'gone'])).toBe(3);
  });
});

it('reads what a template fills in as what it is', () => {
  const text = 'A: !Ref Table\nB: !Sub "${A}-x"\nC: !GetAtt Table.Arn\n';
  expect(readConfig('t.yaml', text).value).toEqual({
    A: { Ref: 'Table' },
    B: { 'Fn::Sub': '${A}-x' },
    C: { 'Fn::GetAtt': 'Table.Arn' },
  });
});
