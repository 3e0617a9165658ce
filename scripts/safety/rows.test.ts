import { expect, it } from 'vitest';

import { figures } from '../../tests/safety/figures.ts';
import { measuredByPlaywright, measuredByVitest } from './measured.ts';
import { isGood, rowsOf, tableOf } from './rows.ts';

const few = figures.map((figure) => ({ ...figure, least: { short: 2, full: 3 } }));
const [g1, g2, g3, g4] = few as [(typeof few)[0], (typeof few)[0], (typeof few)[0], (typeof few)[0]];

it('counts tests and the cases they tell of, from both reports', () => {
  const vitest = measuredByVitest({
    testResults: [
      {
        assertionResults: [
          { status: 'passed', tags: ['g1'] },
          { status: 'passed', tags: ['g1', 'g2'], meta: { cases: { passed: 40, failed: 0 } } },
          { status: 'failed', tags: ['g2'], meta: { cases: { passed: 40, failed: 0 } } },
          { status: 'skipped', tags: ['g3'] },
          { status: 'passed' },
        ],
      },
    ],
  });
  const annotations = [{ type: 'cases', description: '7' }];
  const playwright = measuredByPlaywright({
    suites: [
      { suites: [{ specs: [{ tags: ['g3'], tests: [{ status: 'expected', annotations }] }] }] },
      { specs: [{ tags: ['g3'], tests: [{ status: 'unexpected', annotations: [] }] }] },
    ],
  });
  expect(rowsOf([g1, g2, g3], [...vitest, ...playwright], 'short')).toMatchObject([
    { passed: 41, failed: 0, verdict: 'ok' },
    { passed: 79, failed: 1, verdict: 'FAILED' },
    { passed: 7, failed: 1, verdict: 'FAILED' },
  ]);
});

it('shows what nobody measured, and lets no release go by it', () => {
  const measured = [{ tags: ['g1'], cases: { passed: 2, failed: 0 } }];
  const rows = rowsOf([g1, g4], measured, 'short');
  expect(rows.map(({ verdict }) => verdict)).toEqual(['ok', 'not measured']);
  expect(tableOf(rows, 'short')).toMatch(/G4 .* not measured/);
  expect(isGood(rows, 'short')).toBe(true);
  expect(isGood(rowsOf([g4], measured, 'full'), 'full')).toBe(false);
});

it('passes no figure with fewer cases than it asks for', () => {
  const rows = rowsOf([g1], [{ tags: ['g1'], cases: { passed: 2, failed: 0 } }], 'full');
  expect(rows).toMatchObject([{ verdict: 'TOO FEW' }]);
  expect(isGood(rows, 'full')).toBe(false);
});
