import { GitCompareArrows, History } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { prettyJson, viewBytes } from '../../http/body-view.ts';
import { useFormat } from '../../i18n/format.ts';
import type { PastAnswer } from '../../run/runs-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { TextDiff } from '../../ui/text-diff.tsx';

export interface AnswerHistoryProps {
  /** Latest first. */
  answers: readonly PastAnswer[];
  shown: PastAnswer | undefined;
  onChoose(number: number): void;
}

/** Earlier answers of the function, and what the one in sight has other than the one before it. */
export function AnswerHistory({ answers, shown, onChoose }: AnswerHistoryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [comparing, setComparing] = useState(false);
  if (answers.length < 2) return null;
  const before = answers[answers.findIndex(({ number }) => number === shown?.number) + 1];
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton icon={History} label={t('testPanel.history')} />}
        items={answers.map(({ number, at, sent: { method, path }, result }) => ({
          label: `${format.time(at)}  ${result.status}  ${method} ${path.slice(0, 60)}  ${format.bytes(result.body.length)}`,
          checked: number === shown?.number,
          onSelect: () => onChoose(number),
        }))}
      />
      <IconButton
        icon={GitCompareArrows}
        label={t('testPanel.compare')}
        disabled={shown === undefined || before === undefined}
        onClick={() => setComparing(true)}
      />
      {comparing && shown && before && (
        <Dialog
          title={t('testPanel.compareTitle')}
          closeLabel={t('common.close')}
          width="w-[min(900px,92vw)]"
          onClose={() => setComparing(false)}
        >
          <TextDiff
            before={asText(before)}
            after={asText(shown)}
            labels={{ before: format.time(before.at), after: format.time(shown.at) }}
          />
        </Dialog>
      )}
    </>
  );
}

/** More than this would take long to compare, and nobody would read it. */
const comparedCharacters = 200_000;

function asText({ result }: PastAnswer): string {
  const { text, kind } = viewBytes(result.headers, result.body);
  const shown = (text ?? '').slice(0, comparedCharacters);
  const headers = result.headers.map(([name, value]) => `${name}: ${value}`);
  return [String(result.status), ...headers, '', kind === 'json' ? prettyJson(shown) : shown].join('\n');
}
