import { FlaskConical } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

import { decodeText } from '../../http/body-view.ts';
import type { Answer } from '../../run/answer.ts';
import type { SentRequest } from '../../run/request-body.ts';
import { onCommand } from '../../state/commands.ts';
import { runTests } from '../../tests/run-tests.ts';
import { saveNewTest, testOf } from '../../tests/save-test.ts';
import { IconButton } from '../../ui/icon-button.tsx';

export interface SaveAnswerAsTestProps {
  functionId: string;
  sent: SentRequest;
  answer: Answer;
}

/** Makes a test of the answer in sight and what was asked for it, with one press. */
export function SaveAnswerAsTest({ functionId, sent, answer }: SaveAnswerAsTestProps) {
  const { t } = useTranslation();
  const save = async () => {
    const { status, headers, body } = answer;
    const stored = await saveNewTest(functionId, testOf(sent, { status, headers, body: decodeText(body, true) }));
    if (stored) await runTests({ functionId, name: stored.name });
  };
  useEffect(() => onCommand('answer.saveAsTest', () => void save()));
  return <IconButton icon={FlaskConical} label={t('tests.saveAsTest')} onClick={() => void save()} />;
}
