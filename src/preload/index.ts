import { ipcRenderer } from 'electron';

import { connectChannel, isConnectMessage } from '../rpc/connect-request.ts';

/**
 * All the page gets: a port it made is passed on to main, unread. What goes through the port is the contract's
 * business, so nothing here changes when a procedure is added. The page itself sees no Electron API at all.
 */
window.addEventListener('message', (event) => {
  if (event.source !== window || !isConnectMessage(event.data)) return;
  const [port] = event.ports;
  if (port) ipcRenderer.postMessage(connectChannel, event.data, [port]);
});
