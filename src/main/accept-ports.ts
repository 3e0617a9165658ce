import { RPCHandler } from '@orpc/server/message-port';
import { ipcMain, type IpcMainEvent, type MessagePortMain } from 'electron';

import { connectChannel, isConnectMessage } from '../rpc/connect-request.ts';
import { appOrigin } from './app-scheme.ts';
import { relayToEngine } from './engine-link/relay.ts';
import { createShellRouter } from './handlers/shell-router.ts';
import type { Shell } from './shell.ts';

/** Takes the ports windows send and joins each to what it asks for. Anyone but our own page is refused. */
export function acceptPorts(shell: Shell): void {
  const handler = new RPCHandler(createShellRouter(shell));
  const serveShell = (port: MessagePortMain): void => {
    handler.upgrade(port);
    port.start();
  };
  ipcMain.on(connectChannel, (event, message: unknown) => {
    const [port] = event.ports;
    if (port === undefined) return;
    if (!isOurPage(event) || !isConnectMessage(message)) port.close();
    else if (message.target === 'engine') relayToEngine(port, shell.engine);
    else serveShell(port);
  });
}

/** Whether the sender is the top frame of our own page. */
function isOurPage({ senderFrame, sender }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && senderFrame.origin === appOrigin;
}
