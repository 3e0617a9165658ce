import { curlCommand, type CurlRequest } from '../http/curl-command.ts';
import { fetchCode } from '../http/fetch-code.ts';
import { gatewayUrl } from '../http/route-path.ts';
import { sentRequest } from './request-body.ts';
import type { TestRequest } from './requests-store.ts';

/** A prepared request as people paste it elsewhere: a curl command, or JavaScript. `gateway` is where it goes. */
export function requestCode(gateway: string, request: TestRequest): { curl: string; fetch: string } {
  const { method, path, headers, body } = sentRequest(request);
  const fileName = request.bodyType === 'multipart' ? 'form-data' : request.file?.name;
  const sent: CurlRequest = {
    method,
    url: gatewayUrl(gateway, path),
    headers,
    ...(body?.encoding === 'base64' ? { bodyFile: fileName } : { body: body?.text }),
  };
  return { curl: curlCommand(sent), fetch: fetchCode(sent) };
}
