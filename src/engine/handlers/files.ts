import { os } from './implementer.ts';
import type { Services } from './services.ts';

/** Files besides the entries. A change is on the disk, and functions made of it serve it, before the answer goes out. */
export function fileHandlers({ registry, store: openStore }: Services) {
  const files = async () => (await openStore()).files;
  return {
    list: os.files.list.handler(async () => (await files()).list()),
    texts: os.files.texts.handler(async function* ({ input }) {
      yield* (await files()).texts(input.under);
    }),
    read: os.files.read.handler(async ({ input }) => (await files()).read(input.path)),
    create: os.files.create.handler(async ({ input }) => {
      const made = await (await files()).create(input.path, input.text);
      await registry.filesChanged([made.path]);
      return made;
    }),
    write: os.files.write.handler(async ({ input }) => {
      const written = await (await files()).write(input.path, input.text, input.expected);
      await registry.filesChanged([written.path]);
      return written;
    }),
    move: os.files.move.handler(async ({ input: { path, to } }) => {
      const moved = await (await files()).move(path, to);
      await registry.filesChanged([...moved, to]);
      return { path: to };
    }),
    remove: os.files.remove.handler(async ({ input }) => {
      const { removal, removed } = await (await files()).remove(input.path);
      await registry.filesChanged(removed);
      return { removal };
    }),
    restore: os.files.restore.handler(async ({ input }) => {
      const { path, restored } = await (await files()).restore(input.removal);
      await registry.filesChanged(restored);
      return { path };
    }),
  };
}
