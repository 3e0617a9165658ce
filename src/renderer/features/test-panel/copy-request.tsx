import { Braces, Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { unsavedOf, useDrafts } from '../../editor/drafts-store.ts';
import { requestCode } from '../../run/request-code.ts';
import type { TestRequest } from '../../run/requests-store.ts';
import { useEngine } from '../../state/engine-store.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useCopy } from '../../ui/use-copy.ts';

/** Copies the request to the gateway, as a curl command or as JavaScript; nothing while there is no gateway. */
export function CopyRequest({ functionId, request }: { functionId: string; request: TestRequest }) {
  const { t } = useTranslation();
  const gateway = useEngine(({ engine }) => (engine.phase === 'ready' ? engine.url : null));
  const unsaved = useDrafts(({ drafts }) => unsavedOf(drafts, functionId).length > 0);
  if (gateway === null) return null;
  const code = requestCode(gateway, request);
  const labels = unsaved
    ? { curl: t('testPanel.copyCurlUnsaved'), fetch: t('testPanel.copyFetchUnsaved') }
    : { curl: t('testPanel.copyCurl'), fetch: t('testPanel.copyFetch') };
  return (
    <>
      <CopyButton text={code.curl} label={labels.curl} doneLabel={t('common.copied')} />
      <CopyFetch code={code.fetch} label={labels.fetch} />
    </>
  );
}

function CopyFetch({ code, label }: { code: string; label: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy(code);
  return <IconButton icon={copied ? Check : Braces} label={copied ? t('common.copied') : label} onClick={copy} />;
}
