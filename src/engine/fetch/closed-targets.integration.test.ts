/** @module-tag g5 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createAddressPolicy } from './address-policy.ts';
import { createGuardedConnector, RefusedAddressError } from './guarded-connector.ts';
import { createOutboundFetch, type OutboundFetch } from './outbound-fetch.ts';
import { closedHosts, split } from './testing/closed-hosts.ts';

/** On this machine, and the one place that may be asked: it sends everyone where its query says. */
const server = createServer((request, response) => {
  asked += 1;
  const to = new URL(request.url ?? '', 'http://x').searchParams.get('to');
  response
    .writeHead(to === null ? 200 : 307, to === null ? {} : { location: Buffer.from(to).toString('latin1') })
    .end();
});
let asked = 0;
let port = 0;
let outbound: OutboundFetch;
/** A name server that leads every name here. */
const lookup = async () => [{ address: '127.0.0.1' }];

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  outbound = createOutboundFetch({ grants: [`127.0.0.1:${port}`], lookup });
});
afterAll(async () => {
  await outbound.dispose();
  server.close();
});

const fetchFrom = (url: string) =>
  outbound.perform(
    { name: 'fetch', url, method: 'GET', headers: [], body: null, more: false, redirect: 'follow' },
    { signal: new AbortController().signal, body: null },
  );
const hosts = Object.values(closedHosts)
  .flatMap(split)
  // The grant is for this very spelling, port and all.
  .filter((host) => URL.parse(`http://${host}/`)?.hostname !== '127.0.0.1');

describe.each(hosts)('%s', (host) => {
  it('is not asked, nor led to by a redirect', async () => {
    for (const scheme of ['http', 'https']) {
      const before = asked;
      const target = `${scheme}://${host}:${port}/`;
      expect(await fetchFrom(target)).toMatchObject({ ok: false, name: 'TypeError' });
      expect(asked).toBe(before);
      expect(await fetchFrom(`http://127.0.0.1:${port}/?to=${encodeURIComponent(target)}`)).toMatchObject({
        ok: false,
      });
      expect(asked).toBe(before + 1);
    }
  });

  it('gets no connection, whoever asks for one', async () => {
    const hostname = URL.parse(`http://${host}/`)?.hostname;
    // A notation no URL parser accepts reaches nothing either.
    if (hostname === undefined) return;
    const connect = createGuardedConnector(createAddressPolicy(), lookup, 1_000);
    const { promise, resolve } = Promise.withResolvers<unknown>();
    connect({ hostname, host: hostname, port: String(port), protocol: 'http:' }, (...[error]) => resolve(error));
    expect(await promise).toBeInstanceOf(RefusedAddressError);
  });
});

it('one of several addresses of a name closes it', async () => {
  const connect = createGuardedConnector(
    createAddressPolicy(),
    async () => [{ address: '93.184.215.14' }, { address: '10.0.0.1' }],
    1_000,
  );
  const { promise, resolve } = Promise.withResolvers<unknown>();
  connect({ hostname: 'two.example', host: 'two.example', port: '80', protocol: 'http:' }, (...[error]) =>
    resolve(error),
  );
  expect(await promise).toBeInstanceOf(RefusedAddressError);
});
