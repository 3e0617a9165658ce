import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '../ui/button.tsx';
import { saveCallAsTest } from './save-test.ts';

/** Turns a call into a test of its function, with one press. */
export function SaveAsTestButton({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    await saveCallAsTest(callId);
    setBusy(false);
  };
  return (
    <Button size="sm" icon={FlaskConical} busy={busy} onClick={() => void save()}>
      {t('tests.saveAsTest')}
    </Button>
  );
}
