/** A call was in flight, or a stream open, when the other side went away. Whether the call took effect is unknown. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
  readonly code = 'CONNECTION_LOST';

  constructor(options?: ErrorOptions) {
    super('The connection was lost before the answer came.', options);
  }
}
