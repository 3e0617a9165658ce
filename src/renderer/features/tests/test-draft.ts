import { z } from 'zod';

import { exchangeSchema } from '../../../contract/exchange.ts';
import { type TestCase, testCaseSchema, testRequestSchema } from '../../../contract/test.ts';
import { assertionDraftSchema, draftOf } from './assertion-draft.ts';

const testDraftSchema = z.object({
  view: z.enum(['form', 'json']),
  name: z.string(),
  fields: z.object({
    description: z.string(),
    request: testRequestSchema,
    assertions: z.array(assertionDraftSchema).readonly(),
    fetch: testCaseSchema.shape.fetch.unwrap(),
    exchanges: z.array(exchangeSchema).readonly(),
  }),
  /** The file, while it is written as one. */
  text: z.string(),
});

/** A test while it is written, right or not. */
export type TestDraft = z.infer<typeof testDraftSchema>;
/** Its parts in the form. */
export type TestFields = TestDraft['fields'];

/** A test as it is, to be written on. */
export function testDraftOf(name: string, test: TestCase): TestDraft {
  return { view: 'form', name, fields: fieldsOf(test), text: '' };
}

export function fieldsOf({ description = '', request, assertions, fetch, exchanges = [] }: TestCase): TestFields {
  return { description, request, assertions: assertions.map(draftOf), fetch, exchanges };
}

/** What was kept of one; undefined for what cannot be read. */
export function readTestDraft(value: unknown): TestDraft | undefined {
  return testDraftSchema.safeParse(value).data;
}
