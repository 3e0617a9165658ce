import type { FormPart } from './requests-store.ts';

/** Between the parts. No text that people write has it in it; a file that has cannot be sent this way. */
export const boundary = 'nexo-7d4f1c9e2ab8-part';

/** A form with files as it is sent (RFC 7578), in base64. */
export function multipartBody(parts: readonly FormPart[]): string {
  const pieces = parts.map(({ name, value, file }) => {
    const disposition = `form-data; name="${escaped(name)}"`;
    if (file === null) return binaryOf(`${line(disposition)}\r\n${value}\r\n`);
    const type = `Content-Type: ${file.type || 'application/octet-stream'}\r\n`;
    return `${binaryOf(`${line(`${disposition}; filename="${escaped(file.name)}"`)}${type}\r\n`)}${atob(file.base64)}\r\n`;
  });
  return btoa(`${pieces.join('')}--${boundary}--\r\n`);
}

const line = (disposition: string): string => `--${boundary}\r\nContent-Disposition: ${disposition}\r\n`;

/** As browsers do it. */
function escaped(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A character a byte, as `btoa` wants it. */
function binaryOf(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
