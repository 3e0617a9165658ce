import type { ImportEvent, ImportInput, ImportPlan, ImportResult } from '../../src/contract/import.ts';
import { readEvents } from '../support/read-events.ts';
import type { TestEngine } from '../support/start-engine.ts';

export interface ImportOutcome {
  status: number;
  events: ImportEvent[];
  result: ImportResult | undefined;
  error: { code: string; message: string; issues?: { field: string }[] } | undefined;
}

export async function planImport(engine: TestEngine, input: Partial<ImportInput>): Promise<ImportPlan> {
  const { status, body } = await engine.send('POST', '/api/imports/plan', input);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as ImportPlan;
}

/** Imports through the REST API and reads its events to the end. */
export async function runImport(engine: TestEngine, input: Partial<ImportInput>): Promise<ImportOutcome> {
  const response = await engine.request('/api/imports', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  const outcome: ImportOutcome = { status: response.status, events: [], result: undefined, error: undefined };
  if (response.status !== 200) outcome.error = (JSON.parse(text) as { error: ImportOutcome['error'] }).error;
  for (const { name, value } of readEvents(text)) {
    if (name === 'error') outcome.error = value as ImportOutcome['error'];
    if (name !== 'message') continue;
    const event = value as ImportEvent;
    outcome.events.push(event);
    if (event.type === 'finished') outcome.result = event.result;
  }
  return outcome;
}
