import { createEngineClient } from '../../rpc/client.ts';
import { createAppHost } from './app-host.ts';
import { createBrowserHost } from './browser/browser-host.ts';
import type { Ability } from './host.ts';

/** The app's page has the app's own scheme. Over HTTP it was `nexo serve --console` that sent it. */
const inBrowser = /^https?:$/.test(globalThis.location?.protocol);
const host = inBrowser ? createBrowserHost() : createAppHost();

/** The engine: functions, invocations, statistics. Connects on the first call, again after a restart. */
export const engine = createEngineClient(host.connectEngine);

/** The app around this window: the engine's life, files, preferences. In a browser, what the browser has of it. */
export const shell = host.shell;

export const signIn = host.signIn;

/** Whether this page can do it here. */
export const can = (ability: Ability): boolean => host.abilities.has(ability);
