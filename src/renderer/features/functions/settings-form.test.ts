import { expect, test } from 'vitest';

import type { FunctionSummary } from '../../../contract/function.ts';
import { functionPatchSchema } from '../../../contract/function.ts';
import { defaultLimits } from '../../../contract/limits.ts';
import { settingsErrors, settingsFormOf, settingsPatch } from './settings-form.ts';

const summary: FunctionSummary = {
  id: 'orders',
  name: 'Orders',
  route: '/orders/:id',
  methods: ['GET', 'PUT'],
  language: 'typescript',
  limits: defaultLimits,
  env: { API_URL: 'https://example.com' },
  bindings: { BILLING: { function: 'billing' } },
  secrets: ['BILLING_KEY'],
  origins: ['https://shop.example'],
  version: '000000000000',
  file: 'functions/orders/index.ts',
  damage: null,
};
const form = settingsFormOf(summary);

test('a form left as it is sends back what the function had', () => {
  expect(settingsErrors(form)).toEqual({});
  const patch = settingsPatch(form);
  expect(patch).toEqual({
    name: summary.name,
    route: summary.route,
    methods: summary.methods,
    publish: null,
    limits: summary.limits,
    env: summary.env,
    bindings: summary.bindings,
    secrets: summary.secrets,
    origins: summary.origins,
  });
  expect(functionPatchSchema.safeParse(patch).success).toBe(true);
});

test('an origin that no browser sends is marked in its row', () => {
  const origins = ['https://shop.example', '*', 'shop.example'].map((name, key) => ({ key, name }));
  expect(settingsErrors({ ...form, origins })).toEqual({ 'origins.2': 'origin' });
});

test('body sizes are typed in megabytes', () => {
  expect(form.limits.requestBytes).toBe('10');
  expect(settingsPatch({ ...form, limits: { ...form.limits, requestBytes: '0.5' } }).limits?.requestBytes).toBe(
    500_000,
  );
});

test.each(['', ' ', 'fast', '0', '1.5', '300001'])('a CPU limit of "%s" is marked at its field', (cpuMs) => {
  expect(settingsErrors({ ...form, limits: { ...form.limits, cpuMs } })).toEqual({ 'limits.cpuMs': 'limit' });
});

test('an empty name, a route without its slash and no method are marked', () => {
  expect(settingsErrors({ ...form, name: '  ', route: 'orders', methods: [] })).toEqual({
    name: 'name',
    route: 'routeSlash',
    methods: 'methods',
  });
});

test('variables with an impossible or repeated name are marked in their row', () => {
  const variables = [
    { key: 0, name: 'A', value: '1' },
    { key: 1, name: 'A', value: '2' },
    { key: 2, name: '2B', value: '' },
    { key: 3, name: '', value: '' },
  ];
  expect(settingsErrors({ ...form, variables })).toEqual({
    'env.1': 'variableTwice',
    'env.2': 'variableName',
    'env.3': 'variableName',
  });
});

test('bindings with an impossible name, or one a variable or binding has, are marked in their row', () => {
  const variables = [{ key: 0, name: 'A', value: '1' }];
  const bindings = ['A', 'B', 'B', 'get', '-'].map((name, key) => ({ key, name, functionId: 'billing' }));
  expect(settingsErrors({ ...form, variables, bindings })).toEqual({
    'bindings.0': 'variableTwice',
    'bindings.2': 'variableTwice',
    'bindings.3': 'bindingGet',
    'bindings.4': 'variableName',
  });
});
