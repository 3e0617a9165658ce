import { platform } from './platform.ts';

export type LogLevel = 'debug' | 'log' | 'info' | 'warn' | 'error';

/** Hands a line to the host, under the invocation that is running; `details` is JSON of `LogDetails`. */
export function writeLog(level: LogLevel, text: string, details?: string): void {
  const { host } = platform;
  if (host !== undefined) host.log(platform.current(), level, text, details);
}
