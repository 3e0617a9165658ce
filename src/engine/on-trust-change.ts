import type { Store } from './store/store.ts';

/** Calls back when a function that was imported came, or is trusted from now on: what it may do is another. */
export function onTrustChange(store: Pick<Store, 'list' | 'onChange'>, changed: (functionId: string) => void): void {
  const untrusted = new Set(store.list().flatMap(({ id, trusted }) => (trusted === false ? [id] : [])));
  store.onChange((event) => {
    if (event.type !== 'saved') return;
    const { id, trusted } = event.function;
    const was = untrusted.has(id);
    if (trusted === false) untrusted.add(id);
    else untrusted.delete(id);
    if (was !== untrusted.has(id)) changed(id);
  });
}
