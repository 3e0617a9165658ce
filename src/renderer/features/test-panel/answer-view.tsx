import { ScrollText } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { openPlace } from '../../editor/open-place.ts';
import { viewBytes } from '../../http/body-view.ts';
import { LogList } from '../../run/log-list.tsx';
import { StackTrace } from '../../run/stack-trace.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type TabItem, Tabs } from '../../ui/tabs.tsx';
import { type AnswerTab, chooseAnswerTab, useAnswerTab } from './answer-tab-store.ts';
import { ChunksPane } from './chunks-pane.tsx';
import { AnswerSummary } from './answer-summary.tsx';
import { SaveAnswerAsTest } from './save-answer-as-test.tsx';
import { BodyPane } from '../../run/body-pane.tsx';
import type { Answer } from '../../run/answer.ts';
import type { SentRequest } from '../../run/request-body.ts';
import { HeadersPane } from '../../run/headers-pane.tsx';

export interface AnswerViewProps {
  target: FunctionSummary;
  result: Answer;
  unsaved: boolean;
  /** What was asked, where the answer is whole and can become a test. */
  sent?: SentRequest;
  /** Stands in the row of the tabs. */
  actions: ReactNode;
}

const shownChunks = 500;

/** What the function answered and what it cost. */
export function AnswerView({ target, result, unsaved, sent, actions }: AnswerViewProps) {
  const { t } = useTranslation();
  const chosen = useAnswerTab(({ tab }) => tab);
  const body = useMemo(() => viewBytes(result.headers, result.body), [result]);
  const { error, logs, logsDropped } = result;
  const goTo = (line: number, column: number) => openPlace({ file: target.file, line, column });
  const items: TabItem<AnswerTab>[] = [
    { value: 'body', label: t('testPanel.body'), content: <BodyPane body={body} /> },
    {
      value: 'headers',
      label: t('testPanel.headers'),
      count: result.headers.length,
      content: <HeadersPane headers={result.headers} />,
    },
    {
      value: 'logs',
      label: t('testPanel.logs'),
      count: logs.length + logsDropped,
      content:
        logs.length === 0 ? (
          <EmptyState icon={ScrollText} title={t('testPanel.logsEmpty')} description={t('testPanel.logsEmptyHint')} />
        ) : (
          <LogList logs={logs} dropped={logsDropped} />
        ),
    },
  ];
  if (result.chunks.length > 1) {
    const chunks = result.chunks.slice(0, shownChunks).map(({ offset, bytes, atMs }, index) => {
      return { number: index + 1, bytes, atMs, content: result.body.subarray(offset, offset + bytes) };
    });
    items.splice(2, 0, {
      value: 'chunks',
      label: t('testPanel.chunks'),
      count: result.chunks.length,
      content: <ChunksPane chunks={chunks} total={result.chunks.length} />,
    });
  }
  if (error !== null) {
    const stack = error.stack ?? (error.name === undefined ? error.message : `${error.name}: ${error.message}`);
    items.push({
      value: 'error',
      label: t('testPanel.error'),
      content: <StackTrace stack={stack} file={target.file} onGoTo={goTo} />,
    });
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <AnswerSummary target={target} result={result} bytes={body.bytes.length} unsaved={unsaved} />
      <Tabs
        label={t('testPanel.response')}
        className="min-h-40 flex-1"
        value={items.some(({ value }) => value === chosen) ? chosen : 'body'}
        onChange={chooseAnswerTab}
        actions={
          <>
            {actions}
            {sent && <SaveAnswerAsTest functionId={target.id} sent={sent} answer={result} />}
          </>
        }
        items={items}
      />
    </div>
  );
}
