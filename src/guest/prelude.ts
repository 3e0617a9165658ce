/**
 * The program every isolate starts with. It is run once, while a V8 snapshot is made; each isolate is then born with
 * the result and bound to its host by a single call.
 */
import { createDispatcher } from './dispatch.ts';
import { adoptName, bindName, hostMethods, maxLogLength, type Guest, type Host } from './door.ts';
import { createPlatform } from './create-platform.ts';
import { installGuards, installLateGuards } from './guards.ts';
import { installNodeSupport } from './node-support.ts';
import { bindWebPlatform } from './web/install.ts';
import { defineProperty, stringSlice } from './web/primordials.ts';

/** Empty until an isolate is bound: a snapshot cannot hold host functions. */
const host = Object.create(null) as Host & Record<string, unknown>;
const dispatcher = createDispatcher(
  host,
  createPlatform(host, () => dispatcher.current()),
);

installNodeSupport(host);
installGuards();

/**
 * The host's callbacks come in the order of `hostMethods`. Without any, while the snapshot is made, the guest is there
 * to be tried only: built-ins that later steps need are missing then.
 */
function bind(...callbacks: unknown[]): Guest {
  delete (globalThis as Record<string, unknown>)[bindName];
  const isTrial = callbacks.length === 0;
  for (let index = 0; index < hostMethods.length; index++) {
    (host as Record<string, unknown>)[hostMethods[index]!] = isTrial ? () => undefined : callbacks[index];
  }
  if (isTrial) return dispatcher.guest;
  cutLogs();
  bindWebPlatform();
  installLateGuards();
  return dispatcher.guest;
}

/** The host cuts as well, but a text of megabytes should not cross first; one character more tells it was cut. */
function cutLogs(): void {
  const { log } = host;
  host.log = (invocation, level, text, details) => {
    log(invocation, level, text.length > maxLogLength ? stringSlice(text, 0, maxLogLength + 1) : text, details);
  };
}

function adopt(exports: unknown): void {
  delete (globalThis as Record<string, unknown>)[adoptName];
  dispatcher.adopt(exports);
}

defineProperty(globalThis, bindName, { value: bind, configurable: true });
defineProperty(globalThis, adoptName, { value: adopt, configurable: true });
