/** @module-tag g5 */
import * as fc from 'fast-check';
import { BlockList } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';

import { countCases, lengthOf } from '../../../tests/safety/case-count.ts';
import { createAddressPolicy } from './address-policy.ts';
import { closedHosts, split } from './testing/closed-hosts.ts';

const policy = createAddressPolicy();

const openHosts = `
  example.com EXAMPLE.com example.com. sub.example.co.uk xn--bcher-kva.example bücher.example 1.1.1.1 8.8.8.8 134744072
  0x08080808 010.010.010.010 9.9.9.9 11.0.0.1 126.255.255.255 128.0.0.1 172.15.255.255 172.32.0.1 192.167.255.255
  192.169.0.1 100.63.255.255 100.128.0.1 169.253.255.255 169.255.0.1 168.63.129.15 168.63.129.17 198.17.255.255
  198.20.0.1 223.255.255.255 [2606:4700::1111] [2001:4860:4860::8888] [2a00:1450:4001:81b::200e] [2400:cb00::1]
  [2001:200::1] [2003::1] [3ffe::1] localhost.example.com local.example 127.0.0.1.example.com 10.0.0.1.nip.example`;

describe.each(Object.entries(closedHosts))('%s', (_, hosts) => {
  it.each(split(hosts))('is closed as %s', (host) => {
    for (const scheme of ['http', 'https']) {
      // A notation no URL parser accepts reaches nothing either.
      const url = URL.parse(`${scheme}://${host}/`);
      if (url) expect(policy.refuseUrl(url)).toBeTypeOf('string');
    }
  });
});

it.each(split(openHosts))('%s is open', (host) => {
  expect(policy.refuseUrl(new URL(`https://${host}/`))).toBeNull();
});

it('counts the notations', () => {
  expect(Object.values(closedHosts).flatMap(split).length).toBeGreaterThanOrEqual(190);
});

describe('what a URL may be', () => {
  it.each([
    ['ftp://example.com/', '"ftp:" is not http or https'],
    ['file:///etc/passwd', '"file:"'],
    ['ws://example.com/', '"ws:"'],
    ['http://user@example.com/', 'user name or password'],
    ['http://:secret@example.com/', 'user name or password'],
    ['http://example.com:22/', 'port 22'],
    ['http://example.com:6667/', 'port 6667'],
    ['https://example.com:0/', 'port 0'],
    ['http://example.com@127.0.0.1/', 'user name or password'],
    ['http://127.0.0.1#@example.com/', 'is this machine'],
    ['http://127.0.0.1\\@example.com/', 'is this machine'],
  ])('%s is refused: %s', (url, reason) => {
    expect(policy.refuseUrl(new URL(url))).toContain(reason);
  });
});

describe('grants', () => {
  const granted = createAddressPolicy({
    grants: ['127.0.0.1:5432', '[::1]:80', 'db.internal:8080'],
    ownPorts: () => [3000, 5432],
  });

  it('open exactly one host and port', () => {
    expect(granted.refuseUrl(new URL('http://[::1]/'))).toBeNull();
    expect(granted.refuseUrl(new URL('http://db.internal:8080/'))).toBeNull();
    expect(granted.refuseAddress('db.internal', 8080, '10.0.0.1')).toBeNull();
    for (const url of ['http://[::1]:81/', 'http://db.internal/', 'http://127.0.0.1:80/', 'http://x.internal:8080/']) {
      expect(granted.refuseUrl(new URL(url))).toBeTypeOf('string');
    }
    expect(granted.refuseAddress('example.com', 8080, '10.0.0.1')).toBeTypeOf('string');
  });

  it('never open our own ports on any address of this machine', () => {
    const own = Object.values(networkInterfaces()).flatMap((all) => all?.map((one) => one.address) ?? []);
    for (const address of ['127.0.0.1', '127.8.8.8', '::1', '0.0.0.0', '::', '::ffff:127.0.0.1', ...own]) {
      expect(granted.refuseAddress('127.0.0.1', 5432, address)).toContain('Nexo Studio');
    }
    expect(granted.refuseAddress('example.com', 3000, '93.184.215.14')).toBeNull();
  });
});

/** The same rules from the registries of IANA, in another implementation. */
const closed = new BlockList();
for (const range of `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
  192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24
  203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32`.split(/\s+/)) {
  const [network = '', prefix] = range.split('/');
  closed.addSubnet(network, Number(prefix), 'ipv4');
}
for (const range of '2001::/23 2001:db8::/32 2002::/16 3fff::/20 2620:4f:8000::/48'.split(' ')) {
  const [network = '', prefix] = range.split('/');
  closed.addSubnet(network, Number(prefix), 'ipv6');
}
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

describe('random addresses', () => {
  const numRuns = lengthOf({ short: 20_000, full: 100_000 });

  it('of IPv4 agree with the registries', (context) => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(policy.refuseAddress('x', 80, address) === null).toBe(!closed.check(address, 'ipv4'));
      }),
      { numRuns },
    );
    countCases(context, { passed: numRuns, failed: 0 });
  });

  it('of IPv6 agree with the registries', (context) => {
    fc.assert(
      fc.property(fc.bigInt(0n, (1n << 128n) - 1n), fc.boolean(), (bits, inGlobal) => {
        const placed = inGlobal ? (bits & ((1n << 125n) - 1n)) | (1n << 125n) : bits;
        const address = placed
          .toString(16)
          .padStart(32, '0')
          .replace(/(.{4})(?!$)/g, '$1:');
        const isOpen = globalUnicast.check(address, 'ipv6') && !closed.check(address, 'ipv6');
        expect(policy.refuseAddress('x', 80, address) === null).toBe(isOpen);
      }),
      { numRuns },
    );
    countCases(context, { passed: numRuns, failed: 0 });
  });

  it('that are no addresses are closed', () => {
    for (const text of [
      '',
      'x',
      '127.1',
      '0x7f.1',
      '1',
      '127.0.0.01',
      '[::1]',
      '8.8.8.8 ',
      'fe80::1%eth0',
      '2606::1%1',
    ]) {
      expect(policy.refuseAddress('x', 80, text)).toBeTypeOf('string');
    }
  });
});
