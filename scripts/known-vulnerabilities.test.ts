import { expect, it } from 'vitest';

import { findingsAmong, type AuditReport } from './known-vulnerabilities.ts';

const advisory = { title: 'reads too much', url: 'https://advisories.example/1', severity: 'high' };
const report: AuditReport = {
  vulnerabilities: {
    inside: {
      name: 'inside',
      nodes: ['node_modules/inside', 'node_modules/tool/node_modules/inside'],
      via: [advisory],
    },
    tool: { name: 'tool', nodes: ['node_modules/tool'], via: [advisory, 'inside'] },
    around: { name: 'around', nodes: ['node_modules/around'], via: ['inside'] },
  },
};
const lock = {
  packages: {
    'node_modules/inside': { version: '1.0.0' },
    'node_modules/tool/node_modules/inside': { version: '2.0.0' },
    'node_modules/tool': { version: '3.0.0' },
    'node_modules/around': { version: '4.0.0' },
  },
};

it('tells of what is shipped, in the version that is, and of nothing else', () => {
  const shipped = new Set(['inside@2.0.0', 'around@4.0.0', 'other@1.0.0']);
  expect(findingsAmong(shipped, report, lock)).toEqual([
    'inside@2.0.0 (high): reads too much, https://advisories.example/1',
  ]);
  expect(findingsAmong(new Set(['inside@1.5.0']), report, lock)).toEqual([]);
  expect(findingsAmong(shipped, {}, lock)).toEqual([]);
});
