import { Repeat2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Call } from '../../../contract/call.ts';
import { engine } from '../../api/clients.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { CallDiff } from './call-diff.tsx';

/** A call beside its replay, a replay beside what it repeats, or replays on two versions beside each other. */
export function CompareCalls({ call, onClose }: { call: Call; onClose(): void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [original, setOriginal] = useState(call);
  const [pair, setPair] = useState<{ before: Call; after: Call } | null>(null);
  const [base, setBase] = useState('recorded');
  const [version, setVersion] = useState('live');
  const [numbers, setNumbers] = useState<readonly number[]>([]);
  const { replayOf, functionId } = call;
  useEffect(() => {
    engine.versions.list({ id: functionId }).then(
      (versions) => setNumbers(versions.map(({ number }) => number)),
      () => setNumbers([]),
    );
  }, [functionId]);
  const versions = numbers.map((number) => ({
    value: String(number),
    label: t('versions.versionNumber', { number }),
  }));
  const bases = versions.map(({ value, label }) => ({ value, label: t('calls.replayOn', { version: label }) }));
  useEffect(() => {
    if (replayOf === null) return;
    engine.calls.get({ id: replayOf }).then((before) => {
      setOriginal(before);
      setPair({ before, after: call });
    }, reportProblem);
  }, [call, replayOf]);

  const replay = async (): Promise<void> => {
    setBusy(true);
    try {
      const on = async (chosen: string): Promise<Call> => {
        const number = chosen === 'live' ? {} : { version: Number(chosen) };
        return (await engine.calls.replay({ id: original.id, ...number })).call;
      };
      // One after the other: neither is to wait for the other's turn.
      const before = base === 'recorded' ? original : await on(base);
      setPair({ before, after: await on(version) });
    } catch (error) {
      reportProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('calls.compareTitle')}
      description={`${original.method} ${original.path}`}
      closeLabel={t('common.close')}
      width="w-[min(1180px,94vw)]"
      onClose={onClose}
    >
      <div className="flex items-end gap-2 pb-3">
        <Select
          label={t('calls.compareBase')}
          value={base}
          options={[{ value: 'recorded', label: t('calls.compareRecorded') }, ...bases]}
          onChange={setBase}
        />
        <Select
          label={t('calls.compareWith')}
          value={version}
          options={[{ value: 'live', label: t('calls.compareLive') }, ...versions]}
          onChange={setVersion}
        />
        <Button icon={Repeat2} tone="primary" busy={busy} onClick={() => void replay()}>
          {t('calls.replayNow')}
        </Button>
      </div>
      {pair && <CallDiff {...pair} />}
    </Dialog>
  );
}
