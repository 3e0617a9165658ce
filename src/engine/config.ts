import { isIPv4, isIPv6 } from 'node:net';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

import { z } from 'zod';

import { leastMemoryMb, maxSandboxes } from './pool/pool-size.ts';

/** A setting that cannot be used. The message is one line that names the variable or flag, the value and what fits. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type EngineLogLevel = (typeof logLevels)[number];

export interface EngineConfig {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** Where the studio is served to browsers, if it is; chosen after the gateway's when undefined. */
  consoleAddr: { host: string; port: number } | undefined;
  maxConcurrent: number;
  /** The same for any one function. */
  maxConcurrentPerFunction: number;
  /** Memory that sandboxes are to stay within; chosen from the machine's when undefined. */
  memoryMb: number | undefined;
  /** Sandboxes that functions share; chosen from the machine's cores when undefined. */
  sandboxes: number | undefined;
  logLevel: EngineLogLevel;
  /** Absolute path. */
  workspace: string;
  /** Overrides the workspace's token file. */
  token: string | undefined;
  /** What kept calls may take of the disk; 0 keeps none. */
  historyBytes: number;
  /** An env file with the values of secrets. Absolute path. */
  secretsFile: string | undefined;
  /** The environment to run functions in, whatever was chosen before. */
  environment: string | undefined;
  /** Where traces are sent; nowhere when undefined. */
  traces: TraceSettings | undefined;
  /** Other machines may reach the engine, so the control API asks everyone for the token. */
  exposed: boolean;
}

export interface TraceSettings {
  /** Spans are posted there. */
  url: string;
  headers: Record<string, string>;
  serviceName: string;
}

/** Command-line flags, which win over the environment. All values as the person typed them. */
export interface ConfigFlags {
  addr?: string;
  consoleAddr?: string;
  maxConcurrent?: string;
  maxConcurrentPerFunction?: string;
  otlpEndpoint?: string;
  otlpHeaders?: string;
  otlpService?: string;
  memoryMb?: string;
  sandboxes?: string;
  log?: string;
  workspace?: string;
  token?: string;
  secrets?: string;
  historyMb?: string;
  env?: string;
}

type Environment = Record<string, string | undefined>;

interface Setting<T> {
  flag: keyof ConfigFlags;
  variables: readonly string[];
  fallback: string;
  schema: z.ZodType<T>;
  accepted: string;
  secret?: boolean;
}

const addressSchema = z.string().transform((text, context) => {
  const parts = /^(\[(?<six>[^\]]*)\]|(?<name>[^:[\]]*)):(?<port>\d{1,5})$/.exec(text)?.groups;
  const port = Number(parts?.port);
  const valid = parts !== undefined && port <= 65_535 && isHost(parts.six, parts.name);
  if (!valid) {
    context.addIssue({ code: 'custom', message: 'not an address' });
    return z.NEVER;
  }
  return { host: parts.six ?? parts.name ?? '', port };
});

function isHost(six: string | undefined, name: string | undefined): boolean {
  if (six !== undefined) return isIPv6(six) && !six.includes('%');
  if (name === undefined) return false;
  const looksNumeric = /^[\d.]+$/.test(name);
  return looksNumeric ? isIPv4(name) : /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(name);
}

/** A whole number within bounds; the empty text, where that is a value, leaves the choice to us. */
const countSchema = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,8}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most));
const optionalCountSchema = (least: number, most: number) =>
  z.union([z.literal('').transform(() => undefined), countSchema(least, most)]);
const mostConcurrent = 10_000;
const mostMemoryMb = 16_777_216;

/** Collectors take traces at a path of their own; an address that has it already stays. */
function tracesUrl(endpoint: string): string {
  const url = new URL(endpoint);
  if (!url.pathname.endsWith('/v1/traces')) url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/traces`;
  return url.href;
}

const headerPairsSchema = z.string().transform((text, context) => {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '');
  const headers: Record<string, string> = {};
  for (const pair of pairs) {
    const [, name, value] = /^\s*([!#$%&'*+.^`|~\w-]+)\s*=\s*([\x20-\x7e]*)$/.exec(pair) ?? [];
    if (name === undefined || value === undefined) {
      context.addIssue({ code: 'custom', message: 'not a header' });
      return z.NEVER;
    }
    // Values are percent-encoded, as the OpenTelemetry specification has them.
    headers[name] = decodePercent(value.trim());
  }
  return headers;
});

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const settings = {
  addr: {
    flag: 'addr',
    variables: ['NEXO_ADDR'],
    fallback: '127.0.0.1:3000',
    schema: addressSchema,
    accepted: 'HOST:PORT such as 127.0.0.1:3000 or [::1]:3000; port 0 picks a free one',
  },
  consoleAddr: {
    flag: 'consoleAddr',
    variables: ['NEXO_CONSOLE_ADDR'],
    fallback: '',
    schema: z.union([z.literal('').transform(() => undefined), addressSchema]),
    accepted: 'HOST:PORT such as 127.0.0.1:3001; port 0 picks a free one',
  },
  maxConcurrent: {
    flag: 'maxConcurrent',
    variables: ['NEXO_MAX_CONCURRENT'],
    fallback: '100',
    schema: countSchema(1, mostConcurrent),
    accepted: `a whole number from 1 to ${mostConcurrent}`,
  },
  maxConcurrentPerFunction: {
    flag: 'maxConcurrentPerFunction',
    variables: ['NEXO_MAX_CONCURRENT_PER_FUNCTION'],
    fallback: '',
    schema: optionalCountSchema(1, mostConcurrent),
    accepted: `a whole number from 1 to ${mostConcurrent}`,
  },
  memoryMb: {
    flag: 'memoryMb',
    variables: ['NEXO_MEMORY_MB'],
    fallback: '',
    schema: optionalCountSchema(leastMemoryMb, mostMemoryMb),
    accepted: `a whole number of megabytes from ${leastMemoryMb}`,
  },
  sandboxes: {
    flag: 'sandboxes',
    variables: ['NEXO_SANDBOXES'],
    fallback: '',
    schema: optionalCountSchema(1, maxSandboxes),
    accepted: `a whole number from 1 to ${maxSandboxes}`,
  },
  log: {
    flag: 'log',
    variables: ['NEXO_LOG', 'RUST_LOG'],
    fallback: 'info',
    schema: z
      .string()
      .toLowerCase()
      .transform((level) => (level === 'off' ? 'silent' : level))
      .pipe(z.enum(logLevels)),
    accepted: 'one of trace, debug, info, warn, error, off',
  },
  workspace: {
    flag: 'workspace',
    variables: ['NEXO_WORKSPACE'],
    fallback: join(homedir(), 'NexoFunctions'),
    schema: z
      .string()
      .min(1)
      .refine((path) => !path.includes('\0'))
      .transform((path) => resolve(path)),
    accepted: 'the path of a folder',
  },
  otlpEndpoint: {
    flag: 'otlpEndpoint',
    variables: ['NEXO_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'],
    fallback: '',
    schema: z.union([z.literal('').transform(() => undefined), z.url({ protocol: /^https?$/ }).transform(tracesUrl)]),
    accepted: 'the http:// or https:// address of an OpenTelemetry collector, such as http://127.0.0.1:4318',
  },
  otlpHeaders: {
    flag: 'otlpHeaders',
    variables: ['OTEL_EXPORTER_OTLP_HEADERS'],
    fallback: '',
    schema: headerPairsSchema,
    accepted: 'headers as name=value,name=value',
    secret: true,
  },
  otlpService: {
    flag: 'otlpService',
    variables: ['OTEL_SERVICE_NAME'],
    fallback: 'nexo',
    schema: z.string().min(1).max(200),
    accepted: 'a name of up to 200 characters',
  },
  token: {
    flag: 'token',
    variables: ['NEXO_TOKEN'],
    fallback: '',
    schema: z
      .string()
      .regex(/^([\x21-\x7e]{16,512})?$/)
      .transform((token) => token || undefined),
    accepted: 'at least 16 visible ASCII characters',
    secret: true,
  },
  secrets: {
    flag: 'secrets',
    variables: ['NEXO_SECRETS'],
    fallback: '',
    schema: z
      .string()
      .refine((path) => !path.includes('\0'))
      .transform((path) => (path === '' ? undefined : resolve(path))),
    accepted: 'the path of a file',
  },
  historyMb: {
    flag: 'historyMb',
    variables: ['NEXO_HISTORY_MB'],
    fallback: '256',
    schema: z
      .string()
      .regex(/^\d{1,6}$/)
      .transform(Number),
    accepted: 'a whole number of megabytes up to 999999; 0 keeps no calls',
  },
  env: {
    flag: 'env',
    variables: ['NEXO_ENV'],
    fallback: '',
    schema: z
      .string()
      .regex(/^([a-z0-9][a-z0-9-]{0,31})?$/)
      .transform((name) => name || undefined),
    accepted: 'the name of an environment in nexo.json',
  },
} satisfies { [Name in keyof ConfigFlags]-?: Setting<unknown> };

/**
 * Reads the engine's settings from flags and environment; an empty variable counts as not set.
 * Throws ConfigError on the first value that does not fit.
 */
export function readConfig(flags: ConfigFlags = {}, env: Environment = process.env): EngineConfig {
  const { host, port } = read(settings.addr, flags, env);
  const maxConcurrent = read(settings.maxConcurrent, flags, env);
  return {
    host,
    port,
    consoleAddr: read(settings.consoleAddr, flags, env),
    maxConcurrent,
    maxConcurrentPerFunction: read(settings.maxConcurrentPerFunction, flags, env) ?? maxConcurrent,
    memoryMb: read(settings.memoryMb, flags, env),
    sandboxes: read(settings.sandboxes, flags, env),
    logLevel: read(settings.log, flags, env),
    workspace: read(settings.workspace, flags, env),
    token: read(settings.token, flags, env),
    historyBytes: read(settings.historyMb, flags, env) * 1_048_576,
    secretsFile: read(settings.secrets, flags, env),
    environment: read(settings.env, flags, env),
    traces: readTraces(flags, env),
    exposed: !isLoopback(host),
  };
}

function readTraces(flags: ConfigFlags, env: Environment): TraceSettings | undefined {
  const url = read(settings.otlpEndpoint, flags, env);
  if (url === undefined) return undefined;
  return { url, headers: read(settings.otlpHeaders, flags, env), serviceName: read(settings.otlpService, flags, env) };
}

function read<T>(setting: Setting<T>, flags: ConfigFlags, env: Environment): T {
  const { name, value } = find(setting, flags, env);
  const parsed = setting.schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const shown = setting.secret === true ? 'this value' : JSON.stringify(value);
  throw new ConfigError(`${name} cannot be ${shown}: give ${setting.accepted}`);
}

function find(setting: Setting<unknown>, flags: ConfigFlags, env: Environment): { name: string; value: string } {
  const flag = flags[setting.flag];
  if (flag !== undefined) return { name: flagName(setting.flag), value: flag };
  for (const name of setting.variables) {
    const value = env[name];
    if (value !== undefined && value !== '') return { name, value };
  }
  return { name: setting.variables[0] ?? setting.flag, value: setting.fallback };
}

function flagName(flag: string): string {
  return `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Whether only this machine can reach `host`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
