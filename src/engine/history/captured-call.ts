import type { CallTiming, FetchRecord } from '../../contract/call.ts';
import type { HeaderList, Invocation } from '../../contract/invocation.ts';
import type { Mask } from '../secrets/mask.ts';
import type { BodyCapture } from './body-capture.ts';

/** A call that has ended, as the invoker saw it. Nothing of it has been copied or masked yet, but for logs and failure. */
export interface CapturedCall {
  invocation: Invocation;
  versionNumber: number | null;
  environment: string | null;
  replayOf: string | null;
  /** Its headers are `name, value, name, value, …`. */
  request: { headers: string[]; body: BodyCapture };
  response: { headers: HeaderList; body: BodyCapture };
  fetches: FetchRecord[];
  fetchesDropped: number;
  timing: CallTiming;
  linesCounted: boolean;
  mask: Mask;
}
