import { useTranslation } from 'react-i18next';

import { unsavedOf, useDrafts } from '../../editor/drafts-store.ts';
import { curlCommand } from '../../http/curl-command.ts';
import { gatewayUrl } from '../../http/route-path.ts';
import { bodyOf, sentHeaders } from '../../run/request-body.ts';
import type { TestRequest } from '../../run/requests-store.ts';
import { useEngine } from '../../state/engine-store.ts';
import { CopyButton } from '../../ui/copy-button.tsx';

/** Copies the request as a curl command to the gateway; nothing while there is no gateway. */
export function CopyCurl({ functionId, request }: { functionId: string; request: TestRequest }) {
  const { t } = useTranslation();
  const gateway = useEngine(({ engine }) => (engine.phase === 'ready' ? engine.url : null));
  const unsaved = useDrafts(({ drafts }) => unsavedOf(drafts, functionId).length > 0);
  if (gateway === null) return null;
  const body = bodyOf(request);
  const command = curlCommand({
    method: request.method,
    url: gatewayUrl(gateway, request.path),
    headers: sentHeaders(request),
    ...(body?.encoding === 'base64' ? { bodyFile: request.file?.name } : { body: body?.text }),
  });
  return (
    <CopyButton
      text={command}
      label={unsaved ? t('testPanel.copyCurlUnsaved') : t('testPanel.copyCurl')}
      doneLabel={t('common.copied')}
    />
  );
}
