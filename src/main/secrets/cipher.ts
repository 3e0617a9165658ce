import { safeStorage } from 'electron';

/** Why this machine cannot keep secrets: it would have to keep them as plain text, or has no place for a key at all. */
export type NoKeyStore = 'plain-text' | 'unavailable';

/** Encrypts with a key that the system keeps for this user. */
export interface Cipher {
  /** Null when it may be used. */
  refusal(): Promise<NoKeyStore | null>;
  encrypt(text: string): Promise<Buffer>;
  decrypt(bytes: Buffer): Promise<string>;
}

/** Electron's safeStorage; older versions have it without promises only. */
export const systemCipher: Cipher = {
  async refusal() {
    // On Linux without a keyring Chromium "encrypts" with a password anybody can read in its source.
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return 'plain-text';
    const available = hasPromises()
      ? await safeStorage.isAsyncEncryptionAvailable()
      : safeStorage.isEncryptionAvailable();
    return available ? null : 'unavailable';
  },
  async encrypt(text) {
    return hasPromises() ? safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text);
  },
  async decrypt(bytes) {
    return hasPromises() ? (await safeStorage.decryptStringAsync(bytes)).result : safeStorage.decryptString(bytes);
  },
};

const hasPromises = (): boolean => typeof safeStorage.encryptStringAsync === 'function';
