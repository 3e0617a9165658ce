import type { Bundle, ExportCheck, ExportEvent, ExportInput } from '../../src/contract/bundle.ts';
import { readEvents } from '../support/read-events.ts';
import type { TestEngine } from '../support/start-engine.ts';

export interface ExportOutcome {
  /** As they stood at the end. */
  checks: ExportCheck[];
  bundle: Bundle | undefined;
  error: { code: string; message: string } | undefined;
}

/** Exports through the REST API and reads its events to the end. */
export async function runExport(engine: TestEngine, input: Partial<ExportInput>): Promise<ExportOutcome> {
  const response = await engine.request('/api/bundles/export', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  const checks = new Map<string, ExportCheck>();
  let bundle: Bundle | undefined;
  let error: ExportOutcome['error'];
  for (const { name, value } of readEvents(text)) {
    if (name === 'error') error = value as ExportOutcome['error'];
    if (name !== 'message') continue;
    const event = value as ExportEvent;
    if (event.type === 'check') checks.set(event.check.id, event.check);
    else bundle = event.bundle;
  }
  if (response.status !== 200) error = (JSON.parse(text) as { error: ExportOutcome['error'] }).error;
  return { checks: [...checks.values()], bundle, error };
}
