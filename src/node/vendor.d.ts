declare module 'events/events.js' {
  type Listener = (...args: never[]) => unknown;
  class EventEmitter {
    static defaultMaxListeners: number;
    static once(emitter: unknown, name: string | symbol): Promise<unknown[]>;
    static listenerCount(emitter: EventEmitter, name: string | symbol): number;
    on(name: string | symbol, listener: Listener): this;
    off(name: string | symbol, listener: Listener): this;
    removeListener(name: string | symbol, listener: Listener): this;
    emit(name: string | symbol, ...args: unknown[]): boolean;
    listenerCount(name: string | symbol): number;
    listeners(name: string | symbol): Listener[];
    setMaxListeners(count: number): this;
    getMaxListeners(): number;
  }
  export default EventEmitter;
}

declare module 'path-browserify' {
  type Join = (...paths: string[]) => string;
  const path: {
    basename(path: string, suffix?: string): string;
    dirname(path: string): string;
    extname(path: string): string;
    format(parts: object): string;
    isAbsolute(path: string): boolean;
    join: Join;
    normalize(path: string): string;
    parse(path: string): object;
    relative(from: string, to: string): string;
    resolve: Join;
    sep: string;
    delimiter: string;
  };
  export default path;
}
