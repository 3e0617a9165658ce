/** @module-tag g5 */
import * as fc from 'fast-check';
import { BlockList } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';

import { countCases, lengthOf } from '../../../tests/safety/case-count.ts';
import { createAddressPolicy } from './address-policy.ts';

const policy = createAddressPolicy();

/** What a function can write to reach one place: as a URL, through every notation a URL parser understands. */
const closedHosts = {
  'this machine': `
    127.0.0.1 127.0.0.2 127.1 127.0.1 127.255.255.254 127.127.127.127 2130706433 2130706434 0x7f000001 0x7f.1 0x7f.0.0.1
    0x7F.0x0.0x0.0x1 017700000001 0177.0.0.1 0177.1 0177.0.1 127.0.0.01 127.0.0x1 127.00.00.01 0x7f.0.1 127.0.0.1.
    0 0.0.0.0 0x0 00 0.0 0.0.0 0.1.2.3 0.255.255.255 localhost LOCALHOST LocalHost localhost. localhost..
    a.localhost a.b.localhost foo.LocalHost. localhost.localdomain %6c%6f%63%61%6c%68%6f%73%74 loc%61lhost %31%32%37.0.0.1
    127%2e0%2e0%2e1 １２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 127｡0｡0｡1 ｌｏｃａｌｈｏｓｔ ⓛⓞⓒⓐⓛⓗⓞⓢⓣ lo%C2%ADcalhost
    [::1] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::0001] [0::1] [::0:1] [::] [0::0] [0:0:0:0:0:0:0:0]
    [::ffff:127.0.0.1] [::FFFF:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:7f00:0001] [::ffff:0.0.0.0] [::ffff:0:0]
    [::127.0.0.1] [::7f00:1] [::ffff:0:127.0.0.1] [::ffff:0:7f00:1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1]
    [64:ff9b:1::127.0.0.1] [2002:7f00:1::] [2002:7f00:0001::1] [2001::1] [2001:0:7f00:1::]`,
  'private networks': `
    10.0.0.0 10.0.0.1 10.255.255.255 10.1 167772161 0xa000001 012.0.0.1 0xA.0.0.1 172.16.0.1 172.16.0.0 172.31.255.255
    172.20.1.1 2886729729 0xac100001 0254.020.0.1 192.168.0.1 192.168.1.1 192.168.255.255 3232235521 0xc0a80001
    0300.0250.0.1 192.168.257 100.64.0.1 100.127.255.254 1681915905 [fc00::] [fc00::1] [fd00::1] [fdff:ffff::1]
    [fd00:ec2::254] [fec0::1] [feff::1] [::ffff:10.0.0.1] [::ffff:a00:1] [::ffff:192.168.0.1] [::ffff:172.16.0.1]
    [::10.0.0.1] [64:ff9b::10.0.0.1] [64:ff9b::a00:1] [64:ff9b::192.168.1.1] [2002:a00:1::] [2002:c0a8:101::1]
    [2002:ac10:1::] [2001:0:a00:1::] 10.0.0.1. １０.0.0.1`,
  'the local network and metadata services': `
    169.254.169.254 169.254.0.1 169.254.255.255 169.254.170.2 2852039166 0xa9fea9fe 0xa9.0xfe.0xa9.0xfe 0251.0376.0251.0376
    169.254.43518 169.16689662 169.254.169.254. [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [::169.254.169.254]
    [64:ff9b::169.254.169.254] [64:ff9b::a9fe:a9fe] [2002:a9fe:a9fe::] [fe80::1] [fe80::a9fe:a9fe] [febf::1]
    168.63.129.16 0xa83f8110 2822734096 [::ffff:168.63.129.16] metadata metadata. metadata.google.internal
    instance-data.ec2.internal METADATA.GOOGLE.INTERNAL. router.local printer.local. nas.LOCAL intranet wiki db postgres
    host.docker.internal gateway.docker.internal nas.home.arpa fritz.lan a.localdomain x.intranet`,
  'no single public host': `
    224.0.0.1 239.255.255.255 224.0.0.251 255.255.255.255 4294967295 0xffffffff 240.0.0.1 250.1.2.3 192.0.0.1 192.0.0.170
    192.0.2.1 198.51.100.7 203.0.113.9 198.18.0.1 198.19.255.255 192.88.99.1 192.31.196.1 192.175.48.1 192.52.193.1
    [ff00::1] [ff02::1] [ff02::fb] [ff0e::1] [2001:db8::1] [2001:db8:ffff::1] [3fff::1] [3fff:fff::1] [100::1]
    [100:0:0:1::1] [2001:2::1] [2001:10::1] [2001:20::1] [2001:30::1] [64:ff9b::8.8.8.8] [64:ff9b:1::808:808]
    [::ffff:8.8.8.8] [::ffff:808:808] [::8.8.8.8] [::808:808] [2002:808:808::1] [2001::808:808] [4000::1] [5f00::1]
    [8000::1] [e000::1] [::2] [::ffff:ffff] [1::] [1fff::1]`,
};

const openHosts = `
  example.com EXAMPLE.com example.com. sub.example.co.uk xn--bcher-kva.example bücher.example 1.1.1.1 8.8.8.8 134744072
  0x08080808 010.010.010.010 9.9.9.9 11.0.0.1 126.255.255.255 128.0.0.1 172.15.255.255 172.32.0.1 192.167.255.255
  192.169.0.1 100.63.255.255 100.128.0.1 169.253.255.255 169.255.0.1 168.63.129.15 168.63.129.17 198.17.255.255
  198.20.0.1 223.255.255.255 [2606:4700::1111] [2001:4860:4860::8888] [2a00:1450:4001:81b::200e] [2400:cb00::1]
  [2001:200::1] [2003::1] [3ffe::1] localhost.example.com local.example 127.0.0.1.example.com 10.0.0.1.nip.example`;

const split = (text: string) => text.trim().split(/\s+/);

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
