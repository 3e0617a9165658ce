import type { AnswerValues } from './answer.ts';
import { type Codec, createCodec } from './codec.ts';
import { asOneOf, MalformedRequest, viewBytes, type LocalRequest } from './request.ts';

/** The compression streams of one isolate that have begun and not ended. */
export interface Codecs {
  /**
   * One step of a stream: bytes in, what has come of them out. Rejects with a TypeError for data that is damaged, cut
   * short or followed by more, and where too many streams are open.
   */
  perform(owner: object, request: LocalRequest): Promise<AnswerValues>;
  /** Closes what an owner's steps have opened. */
  release(owner: object): void;
  dispose(): void;
}

/** One takes 270 KB to compress with gzip, and brotli several MB. */
const maxOpen = 32;
const steps = ['write', 'end', 'more', 'close'] as const;

export function createCodecs(): Codecs {
  const open = new Map<number, { owner: object; codec: Codec }>();

  function find(owner: object, id: number, { first, format, decompress }: LocalRequest['values']): Codec {
    const existing = open.get(id);
    if (existing) return existing.codec;
    if (first !== true) throw new TypeError('The invocation that this compression stream belonged to has ended');
    if (open.size >= maxOpen) throw new TypeError(`More than ${maxOpen} compression streams are open`);
    const codec = createCodec(String(format), decompress === true);
    open.set(id, { owner, codec });
    return codec;
  }

  function close(id: number): void {
    open.get(id)?.codec.dispose();
    open.delete(id);
  }

  return {
    async perform(owner, { values, body }) {
      const { codec: id } = values;
      if (typeof id !== 'number') throw new MalformedRequest('no codec');
      const step = asOneOf(values['step'], steps);
      if (step === 'close') {
        close(id);
        return {};
      }
      try {
        const codec = find(owner, id, values);
        if (step === 'write') codec.write(viewBytes(values['bytes'], body));
        if (step === 'end') codec.end();
        const output = await codec.read();
        if (output.ended) close(id);
        return { bytes: output.bytes, more: output.more };
      } catch (error) {
        close(id);
        throw error;
      }
    },
    release(owner) {
      for (const [id, entry] of open) if (entry.owner === owner) close(id);
    },
    dispose() {
      for (const id of open.keys()) close(id);
    },
  };
}
