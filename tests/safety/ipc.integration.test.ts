/** @module-tag g15 */
import { MessageChannel } from 'node:worker_threads';

import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';

import { contract } from '../../src/contract/contract.ts';
import type { ChannelPort } from '../../src/rpc/process-channel.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';
import { countCases, lengthOf } from './case-count.ts';

type Procedure = (input: unknown) => Promise<unknown>;

let engine: TestEngine;
let client: Record<string, Record<string, Procedure>>;
const { port1, port2 } = new MessageChannel();
beforeAll(async () => {
  engine = await startEngine();
  await engine.deploy({ name: 'one', code: 'function handler() { return 1; }' });
  engine.engine.serve(port2 as unknown as ChannelPort);
  port1.start();
  port2.start();
  client = createORPCClient(new RPCLink({ port: port1 as unknown as ChannelPort }));
});
afterAll(async () => {
  port1.close();
  await engine.dispose();
});

const strings = fc.oneof(
  fc.constantFrom(
    'one',
    '/one',
    'functions/one/index.js',
    'functions/one/function.json',
    'dev',
    'node',
    'GET',
    '',
    '/',
    '\0',
    '../../etc/passwd',
    'functions/../nexo.json',
    '__proto__',
    'constructor',
    'a'.repeat(10_000),
    '\ud800',
    '%00',
  ),
  fc.string({ unit: 'binary' }),
);
const leaves = fc.oneof(
  strings,
  fc.constantFrom(null, undefined, true, -1, 0, 1, 1.5, Number.NaN, Infinity, 2 ** 53),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
);

/** Half of the values a person would never send, half with the fields the procedure knows. */
function inputsOf(schema: z.ZodType | undefined): fc.Arbitrary<unknown> {
  const described = schema && (z.toJSONSchema(schema, { unrepresentable: 'any' }) as { properties?: object });
  const fields = Object.keys(described?.properties ?? { id: 0 });
  const values = fc.oneof(leaves, fc.array(leaves, { maxLength: 3 }), fc.dictionary(strings, leaves, { maxKeys: 3 }));
  const known = fc.record(Object.fromEntries(fields.map((field) => [field, values])), { requiredKeys: [] });
  return fc.oneof(known, known, leaves);
}

/** Ends what goes on; resolves with what must not have happened. */
async function problemOf(call: Procedure, input: unknown): Promise<string | undefined> {
  try {
    const output = await call(input);
    if (typeof output === 'object' && output !== null && Symbol.asyncIterator in output) {
      await (output as AsyncGenerator).return(undefined);
    }
  } catch (error) {
    // A value that no message can carry has not left this side.
    if (!(error instanceof ORPCError)) return undefined;
    if (/INTERNAL/.test(error.code)) return `${error.code}: ${error.message}`;
  }
  return undefined;
}

const procedures = Object.entries(contract).flatMap(([noun, verbs]) =>
  Object.entries(verbs).map(([verb, procedure]) => {
    const { inputSchema } = procedure['~orpc'] as { inputSchema?: z.ZodType };
    return { name: `${noun}.${verb}`, noun, verb, inputSchema };
  }),
);

it.for(procedures)('$name refuses what it cannot use', { timeout: 120_000 }, async (procedure, context) => {
  const { noun, verb, inputSchema } = procedure;
  const call = client[noun]![verb]!;
  const numRuns = lengthOf({ short: 100, full: 1_000 });
  await fc.assert(
    fc.asyncProperty(inputsOf(inputSchema), async (input) => {
      expect(await problemOf(call, input)).toBeUndefined();
    }),
    { numRuns, seed: 20_261_127 },
  );
  countCases(context, { passed: numRuns, failed: 0 });
  expect((await engine.request('/health')).status).toBe(200);
});
