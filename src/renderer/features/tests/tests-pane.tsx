import { FlaskConical, ListChecks, Play, Plus, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { cancelTests, runTests } from '../../tests/run-tests.ts';
import { setRerunOnSave, useRerunOnSave } from '../../tests/rerun-on-save.ts';
import { countTests, testKey, useTests, useTestsOf } from '../../tests/tests-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { editTest, newTest } from './edited-test.tsx';
import { TestRow } from './test-row.tsx';

/** The saved tests of a function: run them, see what failed, write new ones. */
export function TestsPane({ functionId }: { functionId: string }) {
  const { t } = useTranslation();
  const target = useFunctions((state) => state.functions.get(functionId));
  const tests = useTestsOf(functionId);
  const { results, running } = useTests();
  const rerun = useRerunOnSave(({ on }) => on);
  if (target === undefined) return null;
  const isRunning = tests.some((test) => running.has(testKey(test)));
  const { total, passed, failed } = countTests(tests, results);
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
        <IconButton icon={Plus} label={t('tests.new')} onClick={() => void newTest(functionId)} />
      </div>
      {total === 0 ? (
        <EmptyState
          icon={FlaskConical}
          title={t('tests.empty')}
          description={t('tests.emptyHint')}
          action={
            <Button tone="primary" icon={Plus} onClick={() => void newTest(functionId)}>
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
              onEdit={() => void editTest(functionId, test.name)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
