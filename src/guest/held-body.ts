/** A body that came whole and is still outside the isolate. Reading throws a TypeError once its invocation is over. */
export interface HeldBody {
  bytes(): ArrayBuffer;
  /** UTF-8 decoded, without a byte order mark. */
  text(): string;
}
