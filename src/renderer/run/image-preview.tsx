import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import type { BodyView } from '../http/body-view.ts';

/** An image the function answered, as an inert picture: a data address in <img> runs no scripts. */
export function ImagePreview({ body }: { body: BodyView }) {
  const { t } = useTranslation();
  const address = useMemo(() => {
    const type = body.contentType.split(';', 1)[0]?.trim() ?? '';
    return `data:${type};base64,${encodeBase64(body.bytes)}`;
  }, [body]);
  return (
    <div className="flex min-h-full items-center justify-center p-4">
      <img
        src={address}
        alt={t('testPanel.imageAlt')}
        className="max-h-96 max-w-full rounded border border-line bg-raised object-contain"
      />
    </div>
  );
}

/** In pieces: `String.fromCharCode` takes only so many arguments. */
function encodeBase64(bytes: Uint8Array): string {
  const pieceLength = 32_768;
  let binary = '';
  for (let start = 0; start < bytes.length; start += pieceLength) {
    binary += String.fromCharCode(...bytes.subarray(start, start + pieceLength));
  }
  return btoa(binary);
}
