import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { can, shell } from '../api/clients.ts';
import type { BodyView } from '../http/body-view.ts';
import { reportProblem, showToast } from '../state/toasts-store.ts';
import { IconButton } from '../ui/icon-button.tsx';

/** Saves the whole body to a file the person chooses, then offers to show it. */
export function SaveBody({ body }: { body: BodyView }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const base64 = await base64Of(body.bytes);
      const saved = await shell.downloads.save({ name: `response.${extensionOf(body)}`, base64 });
      if (saved === null) return;
      const reveal = () => void shell.downloads.reveal({ path: saved.path }).catch(reportProblem);
      showToast({
        tone: 'ok',
        title: t('testPanel.savedTo', { path: saved.path }),
        ...(can('reveal-files') && { action: { label: t('testPanel.showFile'), run: reveal } }),
      });
    } catch (error) {
      reportProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return <IconButton icon={Download} label={t('testPanel.saveBody')} disabled={busy} onClick={() => void save()} />;
}

/** By the browser's own encoder, which does not hold the window up. */
function base64Of(bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve(url.slice(url.indexOf(',') + 1));
    });
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the body could not be read')));
    reader.readAsDataURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  });
}

const extensions: Record<string, string> = {
  'text/html': 'html',
  'text/css': 'css',
  'text/csv': 'csv',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/xml': 'xml',
};

function extensionOf({ kind, contentType, text }: BodyView): string {
  const essence = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (kind === 'json') return 'json';
  if (kind === 'image') return (/^image\/([a-z]+)/.exec(essence)?.[1] ?? 'bin').replace('jpeg', 'jpg');
  return extensions[essence] ?? (text === null ? 'bin' : 'txt');
}
