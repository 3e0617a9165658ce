import type { ImportEvent, ImportInput, ImportPlan, ImportResult } from '../../src/contract/import.ts';
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
  for (const [, name, json = ''] of text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)) {
    const value = JSON.parse(json) as ImportEvent & ImportOutcome['error'];
    if (name === 'error') outcome.error = value;
    if (name !== 'message') continue;
    outcome.events.push(value);
    if (value.type === 'finished') outcome.result = value.result;
  }
  return outcome;
}
