/**
 * Gives the memory of bytes back now, if they are all there is in it; nobody may look at them again. Left to the garbage
 * collector, which starts by how much JavaScript holds besides its own heap, megabytes of bodies bring on one full
 * collection after the other.
 */
export function freeMemory({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && !buffer.detached && buffer.byteLength === byteLength) buffer.transfer(0);
}
