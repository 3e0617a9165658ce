import { FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { preparedTest } from '../../tests/prepared-test.ts';
import { runTests } from '../../tests/run-tests.ts';
import { saveNewTest } from '../../tests/save-test.ts';
import { IconButton } from '../../ui/icon-button.tsx';

/** Makes a test of the request and the answer in sight, with one press. */
export function SaveAnswerAsTest({ functionId }: { functionId: string }) {
  const { t } = useTranslation();
  const save = async () => {
    const made = preparedTest(functionId);
    const stored = made && (await saveNewTest(functionId, made));
    if (stored) await runTests({ functionId, name: stored.name });
  };
  return <IconButton icon={FlaskConical} label={t('tests.saveAsTest')} onClick={() => void save()} />;
}
