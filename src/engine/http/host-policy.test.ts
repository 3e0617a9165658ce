import { describe, expect, it } from 'vitest';

import { createHostPolicy } from './host-policy.ts';

describe('createHostPolicy', () => {
  const local = createHostPolicy({ host: '127.0.0.1', port: 3000 });

  it.each(['127.0.0.1:3000', 'localhost:3000', 'LOCALHOST:3000', '[::1]:3000'])('answers for %s', (host) => {
    expect(local(host)).toBe(true);
  });

  it.each([
    '',
    'localhost',
    'localhost:80',
    'localhost:03000',
    '127.1:3000',
    '2130706433:3000',
    '0x7f.1:3000',
    '0.0.0.0:3000',
    '[::]:3000',
    '[::ffff:127.0.0.1]:3000',
    '::1:3000',
    'localhost.:3000',
    'a.localhost:3000',
    '127.0.0.1.nip.io:3000',
    '127.0.0.1:3000, evil.example',
    'user@localhost:3000',
    'localhost:3000/',
    ' localhost:3000',
  ])('does not answer for %j', (host) => {
    expect(local(host)).toBe(false);
  });

  it('leaves the port out where it is the usual one', () => {
    expect(createHostPolicy({ host: 'localhost', port: 80 })('localhost')).toBe(true);
  });

  it('answers for the name it was given, and for this machine’s addresses when it listens on all', () => {
    expect(createHostPolicy({ host: 'nexo.example', port: 8080 })('nexo.example:8080')).toBe(true);
    const open = createHostPolicy({ host: '0.0.0.0', port: 8080 });
    expect(open('0.0.0.0:8080')).toBe(false);
    expect(open('evil.example:8080')).toBe(false);
    expect(open('127.0.0.1:8080')).toBe(true);
  });
});
