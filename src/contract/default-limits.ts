/** The limits of a function that does not set its own. Apart from their schema, for programs that check nothing. */
export const defaultLimits = {
  cpuMs: 50,
  wallMs: 30_000,
  heapMb: 128,
  requestBytes: 10_000_000,
  responseBytes: 10_000_000,
};
