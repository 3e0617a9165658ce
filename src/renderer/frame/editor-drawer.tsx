import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { countProblems } from '../editor/known-problems.ts';
import { useProblems } from '../editor/use-problems.ts';
import { CallsPanel } from '../features/calls/calls-panel.tsx';
import { PackagesPanel } from '../features/packages/packages-panel.tsx';
import { ProblemsPanel } from '../features/problems/problems-panel.tsx';
import { SearchPanel } from '../features/search/search-panel.tsx';
import { chooseDrawerTab, useDrawer } from '../state/drawer-store.ts';
import { Tabs } from '../ui/tabs.tsx';

/** What stands below the editor: live calls, problems, what was found, packages. */
export function EditorDrawer({ functionId, controls }: { functionId: string; controls: ReactNode }) {
  const { t } = useTranslation();
  const tab = useDrawer((state) => state.tab);
  const { errors, warnings } = countProblems(useProblems());
  return (
    <Tabs
      label={t('editor.drawer')}
      className="h-full"
      value={tab}
      onChange={chooseDrawerTab}
      actions={controls}
      items={[
        {
          value: 'calls',
          label: t('editor.calls'),
          content: <CallsPanel functionId={functionId} controls={null} />,
        },
        { value: 'problems', label: t('problems.title'), count: errors + warnings, content: <ProblemsPanel /> },
        { value: 'search', label: t('search.title'), content: <SearchPanel /> },
        { value: 'packages', label: t('packages.title'), content: <PackagesPanel /> },
      ]}
    />
  );
}
