import { useEffect, useState } from 'react';

import type { VersionContent, VersionSummary } from '../../../contract/version.ts';
import { engine } from '../../api/clients.ts';
import { reportProblem } from '../../state/toasts-store.ts';

export interface Versions {
  /** Newest first; null while they are being read. */
  versions: readonly VersionSummary[] | null;
  /** Resolves when the message is kept. Rejects as `versions.describe` does. */
  describe(number: number, message: string): Promise<void>;
}

/** A function's versions, read again whenever another one is live. */
export function useVersions(functionId: string, live: number | null): Versions {
  const [versions, setVersions] = useState<readonly VersionSummary[] | null>(null);
  useEffect(() => {
    let current = true;
    engine.versions.list({ id: functionId }).then((list) => current && setVersions(list), reportProblem);
    return () => void (current = false);
  }, [functionId, live]);
  return {
    versions,
    async describe(number, message) {
      await engine.versions.describe({ id: functionId, number, message });
      setVersions((list) => list && list.map((one) => (one.number === number ? { ...one, message } : one)));
    },
  };
}

/** What a version was made of, or what is saved; null for none, and while it is being read. */
export function useContent(functionId: string, which: number | 'saved' | null, live: number | null) {
  const [content, setContent] = useState<{ which: number | 'saved'; content: VersionContent } | null>(null);
  useEffect(() => {
    if (which === null) return;
    let current = true;
    const asked =
      which === 'saved'
        ? engine.versions.saved({ id: functionId })
        : engine.versions.get({ id: functionId, number: which });
    asked.then((found) => current && setContent({ which, content: found }), reportProblem);
    return () => void (current = false);
  }, [functionId, which, live]);
  return content?.which === which ? content.content : null;
}
