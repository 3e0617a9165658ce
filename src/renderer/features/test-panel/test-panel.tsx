import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';

import { openRequest } from '../../run/request-keeping.ts';
import { requestFor, setRequest, useRequests } from '../../run/requests-store.ts';
import { useRuns } from '../../run/runs-store.ts';
import { chooseTestView, type TestView, useTestView } from '../../run/test-view-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { countTests, useTests, useTestsOf } from '../../tests/tests-store.ts';
import { PaneSeparator } from '../../ui/pane-separator.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { RequestForm } from './request-form.tsx';
import { ResponseView } from './response-view.tsx';

export interface TestPanelProps {
  functionId: string;
  tests: ReactNode;
  burst: ReactNode;
}

/** Beside the code: a request and what came of it, the saved tests, and many requests at once. */
export function TestPanel({ functionId, tests: testsPane, burst }: TestPanelProps) {
  const { t } = useTranslation();
  const target = useFunctions((state) => state.functions.get(functionId));
  const workspace = useFunctions((state) => state.workspace?.folder);
  useEffect(() => void openRequest(functionId), [functionId, workspace]);
  const prepared = useRequests((state) => state.requests[functionId]);
  const run = useRuns((state) => state.runs[functionId]);
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'test-panel', storage: localStorage });
  const view = useTestView((state) => state.view);
  const tests = useTestsOf(functionId);
  const results = useTests((state) => state.results);
  if (target === undefined) return null;
  const request = requestFor(prepared, target);
  const { total, passed } = countTests(tests, results);
  const requestAndResponse = (
    <Group
      id="test-panel"
      orientation="vertical"
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
      className="h-full"
    >
      <Panel id="request" defaultSize="38%" minSize="132px">
        <section aria-label={t('testPanel.request')} className="flex h-full min-h-0 flex-col">
          <RequestForm
            target={target}
            request={request}
            running={(run?.runningSince ?? null) !== null}
            onChange={(next) => setRequest(functionId, next)}
          />
        </section>
      </Panel>
      <PaneSeparator direction="horizontal" />
      <Panel id="response" minSize="140px">
        <section aria-label={t('testPanel.response')} className="h-full min-h-0">
          <ResponseView target={target} run={run} />
        </section>
      </Panel>
    </Group>
  );
  return (
    <Tabs<TestView>
      label={t('testPanel.views')}
      className="h-full"
      value={view}
      onChange={chooseTestView}
      items={[
        { value: 'request', label: t('testPanel.request'), content: requestAndResponse },
        {
          value: 'tests',
          label: t('tests.title'),
          ...(total > 0 && { count: `${passed}/${total}` }),
          content: testsPane,
        },
        { value: 'burst', label: t('burst.title'), content: burst },
      ]}
    />
  );
}
