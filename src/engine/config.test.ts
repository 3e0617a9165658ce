import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ConfigError, readConfig } from './config.ts';

describe('readConfig', () => {
  it('has the documented defaults', () => {
    expect(readConfig({}, {})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      maxConcurrent: 100,
      maxConcurrentPerFunction: 100,
      memoryMb: undefined,
      sandboxes: undefined,
      logLevel: 'info',
      workspace: join(homedir(), 'NexoFunctions'),
      token: undefined,
      secretsFile: undefined,
      environment: undefined,
      historyBytes: 268_435_456,
      traces: undefined,
      exposed: false,
    });
  });

  it('takes an empty variable as not set', () => {
    expect(readConfig({}, { NEXO_ADDR: '', NEXO_MAX_CONCURRENT: '', NEXO_TOKEN: '' }).port).toBe(3000);
  });

  it.each([
    ['127.0.0.1:0', '127.0.0.1', 0, false],
    ['localhost:8080', 'localhost', 8080, false],
    ['[::1]:3000', '::1', 3000, false],
    ['127.8.0.1:1', '127.8.0.1', 1, false],
    ['0.0.0.0:3000', '0.0.0.0', 3000, true],
    ['[::]:3000', '::', 3000, true],
    ['192.168.1.7:65535', '192.168.1.7', 65_535, true],
    ['nexo.example:80', 'nexo.example', 80, true],
  ])('reads the address %s', (addr, host, port, exposed) => {
    expect(readConfig({}, { NEXO_ADDR: addr })).toMatchObject({ host, port, exposed });
  });

  it.each(['3000', ':3000', '127.0.0.1', '127.0.0.1:', '127.0.0.1:65536', '127.0.0.1:-1', '::1:3000', '1.2.3:80'])(
    'refuses the address %j',
    (addr) => {
      expect(() => readConfig({}, { NEXO_ADDR: addr })).toThrow(
        `NEXO_ADDR cannot be ${JSON.stringify(addr)}: give HOST:PORT such as 127.0.0.1:3000`,
      );
    },
  );

  it.each(['0', '-1', '1.5', '1e3', 'many', '10001', ' 5'])('refuses NEXO_MAX_CONCURRENT=%j', (value) => {
    expect(() => readConfig({}, { NEXO_MAX_CONCURRENT: value })).toThrow(ConfigError);
  });

  it('reads how large the pool may be, and what one function may take of it', () => {
    const env = { NEXO_MEMORY_MB: '4096', NEXO_SANDBOXES: '3', NEXO_MAX_CONCURRENT_PER_FUNCTION: '7' };
    expect(readConfig({}, env)).toMatchObject({ memoryMb: 4096, sandboxes: 3, maxConcurrentPerFunction: 7 });
    expect(() => readConfig({}, { NEXO_MEMORY_MB: '255' })).toThrow(
      'NEXO_MEMORY_MB cannot be "255": give a whole number of megabytes from 256',
    );
    expect(() => readConfig({}, { NEXO_SANDBOXES: '0' })).toThrow(ConfigError);
    expect(() => readConfig({ maxConcurrentPerFunction: '-1' }, {})).toThrow('--max-concurrent-per-function cannot be');
  });

  it('reads where traces go', () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc, x-team = seven',
      OTEL_SERVICE_NAME: 'shop',
    };
    expect(readConfig({}, env).traces).toEqual({
      url: 'http://127.0.0.1:4318/v1/traces',
      headers: { authorization: 'Bearer abc', 'x-team': 'seven' },
      serviceName: 'shop',
    });
    const own = readConfig({}, { ...env, NEXO_OTLP_ENDPOINT: 'https://traces.example/otlp/v1/traces' }).traces;
    expect(own?.url).toBe('https://traces.example/otlp/v1/traces');
    expect(() => readConfig({}, { NEXO_OTLP_ENDPOINT: 'collector:4318' })).toThrow('NEXO_OTLP_ENDPOINT cannot be');
    expect(() => readConfig({}, { ...env, OTEL_EXPORTER_OTLP_HEADERS: 'secret' })).toThrow(/cannot be this value/);
  });

  it('accepts RUST_LOG, and prefers NEXO_LOG', () => {
    expect(readConfig({}, { RUST_LOG: 'debug' }).logLevel).toBe('debug');
    expect(readConfig({}, { RUST_LOG: 'debug', NEXO_LOG: 'OFF' }).logLevel).toBe('silent');
    expect(() => readConfig({}, { RUST_LOG: 'nexo=debug' })).toThrow('RUST_LOG cannot be "nexo=debug"');
  });

  it('lets a flag win and names it when it is wrong', () => {
    expect(readConfig({ addr: '127.0.0.1:4000' }, { NEXO_ADDR: 'broken' }).port).toBe(4000);
    expect(() => readConfig({ maxConcurrent: 'x' }, {})).toThrow('--max-concurrent cannot be "x"');
  });

  it('makes paths absolute', () => {
    expect(readConfig({ workspace: 'here' }, {}).workspace).toBe(resolve('here'));
    expect(readConfig({}, { NEXO_SECRETS: 'a.env' }).secretsFile).toBe(resolve('a.env'));
  });

  it('never repeats a token that does not fit', () => {
    expect(() => readConfig({}, { NEXO_TOKEN: 'short' })).toThrow(/^NEXO_TOKEN cannot be this value: give at least 16/);
  });
});
