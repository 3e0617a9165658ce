import type { Failure } from '../../contract/invocation.ts';
import type { Format } from '../i18n/format.ts';

export type LimitName = NonNullable<Failure['limit']>['name'];

/** A figure of a limit in the limit's own unit, as people write it. */
export function limitText(format: Format, name: LimitName, value: number): string {
  if (name === 'heapMb') return format.bytes(value * 2 ** 20);
  return name === 'responseBytes' ? format.bytes(value) : format.duration(value);
}
