import pino, { type Logger } from 'pino';

import type { EngineLogLevel } from './config.ts';

export type EngineLog = Logger;

/** The engine's own diagnostics, one JSON line each on standard error. What functions log never goes here. */
export function createEngineLog(level: EngineLogLevel): EngineLog {
  return pino({ level, base: undefined }, pino.destination({ fd: 2, sync: true }));
}
