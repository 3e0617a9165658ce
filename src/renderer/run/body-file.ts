/** A file's content as the body of a request. */
export interface BodyFile {
  name: string;
  /** The media type the system knows for it; may be empty. */
  type: string;
  bytes: number;
  base64: string;
}

/** What `invoke` takes: 20 million characters of base64. */
export const maxBodyFileBytes = 15_000_000;

/** Reads a file the person chose. Rejects when it cannot be read. */
export async function readBodyFile(file: File): Promise<BodyFile> {
  const { name, type, size } = file;
  return { name, type, bytes: size, base64: size === 0 ? '' : await base64Of(file) };
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve(url.slice(url.indexOf(',') + 1));
    });
    reader.addEventListener('error', () => reject(reader.error ?? new Error(`${file.name} could not be read.`)));
    reader.readAsDataURL(file);
  });
}
