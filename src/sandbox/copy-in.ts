import ivm from 'isolated-vm';

/**
 * The bytes as an isolate may own them; copied once, as a view may be part of a larger message.
 * Not with `slice`: on a Buffer, which is what the channel gives for one, that copies nothing.
 */
export function copyIn(bytes: Uint8Array): ivm.Copy<ArrayBuffer> {
  const { buffer } = new Uint8Array(bytes);
  return new ivm.ExternalCopy(buffer, { transferOut: true }).copyInto({ release: true, transferIn: true });
}
