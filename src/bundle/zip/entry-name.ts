/** One part of a path: letters, digits and a few signs of any alphabet, and nothing a file system would change. */
const partPattern = /^[\p{L}\p{M}\p{N}_@.+()[\]~, -]{1,120}$/u;
const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const maxLength = 240;
const maxParts = 16;

/** Why a file of a zip may not have this name; undefined for a good one. */
export function entryNameProblem(name: string): string | undefined {
  if (name.length > maxLength) return 'its name is too long';
  const parts = name.split('/');
  if (parts.length > maxParts) return 'it is in too many folders';
  for (const part of parts) {
    if (!partPattern.test(part)) return 'its name has characters that are not accepted, or an empty part';
    if (/^\.+$/.test(part) || /[. ]$/.test(part) || part.startsWith(' '))
      return 'a part of its name is dots, or begins or ends with a space';
    if (reservedOnWindows.test(part)) return 'its name is reserved on Windows';
  }
  return undefined;
}

/** Two names with the same key are one file on some file system. */
export function entryKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
