/** What is between two ends of one connection, and never a function's to say or to see. RFC 9110, section 7.6.1. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Whether a header belongs to one connection only. */
export function isHopByHop(lowerCaseName: string): boolean {
  return hopByHop.has(lowerCaseName);
}
