import type { Call } from '../../../contract/call.ts';
import { curlCommand } from '../../http/curl-command.ts';
import { gatewayUrl } from '../../http/route-path.ts';

const ownHeaders = new Set(['host', 'content-length', 'user-agent', 'accept', 'accept-encoding', 'connection']);

/** A command that sends the recorded request again; bytes that are no text come from a file. */
export function curlOf(call: Call, gateway: string): string {
  const { headers, body } = call.request;
  return curlCommand({
    method: call.method,
    url: gatewayUrl(gateway, call.path),
    headers: headers.filter(([name]) => !ownHeaders.has(name.toLowerCase())),
    ...(body.encoding === 'utf8' ? { body: body.text } : { bodyFile: 'body.bin' }),
  });
}
