import { FlaskConical, ListChecks, Play, Plus, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { TestCase } from '../../../contract/test.ts';
import { engine } from '../../api/clients.ts';
import { canSend } from '../../run/request-problem.ts';
import { preparedTest } from '../../tests/prepared-test.ts';
import { cancelTests, runTests } from '../../tests/run-tests.ts';
import { setRerunOnSave, useRerunOnSave } from '../../tests/rerun-on-save.ts';
import { newTestName } from '../../tests/save-test.ts';
import { countTests, testKey, useTests, useTestsOf } from '../../tests/tests-store.ts';
import { onCommand } from '../../state/commands.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TestDialog } from './test-dialog.tsx';
import type { TestDraft } from './test-draft.ts';
import { keptTestDraft } from './test-draft-keeping.ts';
import { TestRow } from './test-row.tsx';

interface EditedTest {
  savedName: string | undefined;
  name: string;
  test: TestCase;
  kept: TestDraft | undefined;
}

/** The saved tests of a function: run them, see what failed, write new ones. */
export function TestsPane({ functionId }: { functionId: string }) {
  const { t } = useTranslation();
  const target = useFunctions((state) => state.functions.get(functionId));
  const tests = useTestsOf(functionId);
  const { results, running } = useTests();
  const rerun = useRerunOnSave(({ on }) => on);
  const [edited, setEdited] = useState<EditedTest | null>(null);
  const create = async (): Promise<void> => {
    const prepared = target !== undefined && canSend(target) ? preparedTest(functionId) : null;
    if (prepared === null) return;
    const { test } = prepared;
    const kept = await keptTestDraft({ functionId, savedName: undefined });
    setEdited({ savedName: undefined, name: newTestName(functionId, test.request), test, kept });
  };
  useEffect(() => onCommand('tests.new', () => void create()));
  if (target === undefined) return null;
  const isRunning = tests.some((test) => running.has(testKey(test)));
  const { total, passed, failed } = countTests(tests, results);
  const edit = async (name: string): Promise<void> => {
    try {
      const { test } = await engine.tests.get({ functionId, name });
      setEdited({ savedName: name, name, test, kept: await keptTestDraft({ functionId, savedName: name }) });
    } catch (error) {
      reportProblem(error);
    }
  };
  return (
    <section aria-label={t('tests.title')} className="flex h-full min-h-0 flex-col">
      <div className="flex h-11 shrink-0 items-center gap-2 border-b border-line px-3">
        {isRunning ? (
          <Button size="sm" icon={Square} onClick={cancelTests}>
            {t('tests.stop')}
          </Button>
        ) : (
          <Button
            size="sm"
            tone="primary"
            icon={Play}
            disabled={total === 0}
            onClick={() => void runTests({ functionId })}
          >
            {t('tests.runFunction')}
          </Button>
        )}
        <IconButton icon={ListChecks} label={t('tests.runAll')} disabled={isRunning} onClick={() => void runTests()} />
        <span role="status" className="min-w-0 flex-1 truncate text-xs text-text-2 tabular-nums">
          {total > 0 && t('tests.counts', { passed, failed, total })}
        </span>
        <label className="flex shrink-0 items-center gap-1.5 text-xs text-text-2">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={rerun}
            onChange={(event) => setRerunOnSave(event.target.checked)}
          />
          {t('tests.rerun')}
        </label>
        <IconButton icon={Plus} label={t('tests.new')} onClick={() => void create()} />
      </div>
      {total === 0 ? (
        <EmptyState
          icon={FlaskConical}
          title={t('tests.empty')}
          description={t('tests.emptyHint')}
          action={
            <Button tone="primary" icon={Plus} onClick={() => void create()}>
              {t('tests.new')}
            </Button>
          }
        />
      ) : (
        <ul aria-label={t('tests.title')} className="min-h-0 flex-1 overflow-y-auto">
          {tests.map((test) => (
            <TestRow
              key={test.name}
              test={test}
              target={target}
              result={results.get(testKey(test))}
              running={running.has(testKey(test))}
              onEdit={() => void edit(test.name)}
            />
          ))}
        </ul>
      )}
      {edited && (
        <TestDialog
          functionId={functionId}
          {...edited}
          preparedRequest={() => preparedTest(functionId)?.test.request ?? edited.test.request}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  );
}
