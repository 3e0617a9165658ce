import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';

import { openRequest } from '../../run/request-keeping.ts';
import { requestFor, setRequest, useRequests } from '../../run/requests-store.ts';
import { useRuns } from '../../run/runs-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { PaneSeparator } from '../../ui/pane-separator.tsx';
import { RequestForm } from './request-form.tsx';
import { ResponseView } from './response-view.tsx';

/** A request to the function beside its code, and what came of it. */
export function TestPanel({ functionId }: { functionId: string }) {
  const { t } = useTranslation();
  const target = useFunctions((state) => state.functions.get(functionId));
  const workspace = useFunctions((state) => state.workspace?.folder);
  useEffect(() => void openRequest(functionId), [functionId, workspace]);
  const prepared = useRequests((state) => state.requests[functionId]);
  const run = useRuns((state) => state.runs[functionId]);
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'test-panel', storage: localStorage });
  if (target === undefined) return null;
  const request = requestFor(prepared, target);
  return (
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
}
