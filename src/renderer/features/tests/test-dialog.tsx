import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { type TestCase, testCaseSchema, testNameSchema } from '../../../contract/test.ts';
import { testProblems } from '../../../testing/test-problems.ts';
import { engine } from '../../api/clients.ts';
import { problemOf } from '../../api/problem.ts';
import { runTests } from '../../tests/run-tests.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { readAssertion } from './assertion-draft.ts';
import { fieldsOf, type TestDraft, testDraftOf, type TestFields } from './test-draft.ts';
import { keepTestDraft } from './test-draft-keeping.ts';
import { TestForm } from './test-form.tsx';

export interface TestDialogProps {
  functionId: string;
  /** Undefined for a test that is not there yet. */
  savedName: string | undefined;
  name: string;
  test: TestCase;
  /** What was typed before and not saved. */
  kept: TestDraft | undefined;
  /** The request prepared beside the code, to take over. */
  preparedRequest(): TestCase['request'];
  onClose(): void;
}

type View = TestDraft['view'];

/**
 * A test in a form or as its file has it; what is wrong is said at the field, and nothing is saved before it is right.
 * What was typed stays until it is saved or cancelled, through restarts.
 */
export function TestDialog({ functionId, savedName, test, kept, onClose, preparedRequest, ...rest }: TestDialogProps) {
  const { t } = useTranslation();
  const [start] = useState(() => testDraftOf(rest.name, test));
  const [draft, setDraft] = useState(kept ?? start);
  const { view, name, fields, text } = draft;
  const change = (part: Partial<TestDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const isTouched = hasChanged(draft, start);
  useEffect(
    () => keepTestDraft({ functionId, savedName }, isTouched ? draft : null),
    [functionId, savedName, draft, isTouched],
  );
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const nameProblem = testNameSchema.safeParse(name).success ? undefined : t('tests.problem.name');
  const read = view === 'form' ? readFields(fields) : readText(text);

  const show = (next: View): void => {
    if (next === view) return;
    if (next === 'json') change({ view: next, text: fileOf(fields) });
    // Text that is no test stays where it can be mended.
    else if ('test' in read) change({ view: next, fields: fieldsOf(read.test) });
  };
  const leave = (): void => {
    keepTestDraft({ functionId, savedName }, null);
    onClose();
  };
  const save = async (): Promise<void> => {
    if (!('test' in read) || nameProblem !== undefined) return;
    setBusy(true);
    setRefusal(null);
    try {
      if (savedName !== undefined && savedName !== name) {
        await engine.tests.rename({ functionId, name: savedName, to: name });
      }
      await engine.tests.save({ functionId, name, test: read.test, create: savedName === undefined });
      leave();
      void runTests({ functionId, name });
    } catch (error) {
      setRefusal(problemOf(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t(savedName === undefined ? 'tests.newTitle' : 'tests.editTitle')}
      closeLabel={t('common.close')}
      placement="side"
      width="w-[720px]"
      onClose={onClose}
      footer={
        <>
          {refusal !== null && (
            <p role="alert" className="mr-auto self-center text-xs text-danger">
              {refusal}
            </p>
          )}
          <Button onClick={leave}>{t('common.cancel')}</Button>
          <Button
            tone="primary"
            busy={busy}
            disabled={!('test' in read) || nameProblem !== undefined}
            onClick={() => void save()}
          >
            {t('tests.saveAndRun')}
          </Button>
        </>
      }
    >
      {kept && isTouched && (
        <div role="status" className="mb-3 flex items-center gap-2 rounded-md bg-accent-soft px-3 py-1.5 text-sm">
          <span className="min-w-0 flex-1">{t('tests.kept')}</span>
          <Button size="sm" onClick={() => setDraft(start)}>
            {t('tests.startOver')}
          </Button>
        </div>
      )}
      <TextField
        label={t('tests.name')}
        mono
        autoFocus
        spellCheck={false}
        value={name}
        error={nameProblem}
        suffix=".json"
        onChange={(event) => change({ name: event.target.value })}
      />
      <Tabs<View>
        label={t('tests.view')}
        className="mt-3"
        value={view}
        onChange={show}
        items={[
          {
            value: 'form',
            label: t('tests.form'),
            content: (
              <TestForm
                fields={fields}
                preparedRequest={preparedRequest}
                onChange={(next) => change({ fields: next })}
              />
            ),
          },
          {
            value: 'json',
            label: 'JSON',
            content: (
              <TextArea
                label={t('tests.file')}
                labelHidden
                className="pt-3"
                rows={26}
                value={text}
                error={view === 'json' && 'problem' in read ? read.problem : undefined}
                onChange={(event) => change({ text: event.target.value })}
              />
            ),
          },
        ]}
      />
    </Dialog>
  );
}

const fileOf = (fields: TestFields): string => JSON.stringify(testOfFields(fields), null, 2);

/** Looking at the file is no change. */
function hasChanged({ view, name, fields, text }: TestDraft, start: TestDraft): boolean {
  const isAsBefore = name === start.name && JSON.stringify(fields) === JSON.stringify(start.fields);
  return !isAsBefore || (view === 'json' && text !== fileOf(fields));
}

type ReadTest = { test: TestCase } | { problem: string };

/** What can be read of the fields; rows that are not right yet are left out. */
function testOfFields({ description, request, assertions, fetch, exchanges }: TestFields): TestCase {
  const read = assertions.map(readAssertion).flatMap(({ assertion }) => assertion ?? []);
  const told = description.trim() === '' ? {} : { description: description.trim() };
  return { ...told, request, assertions: read, fetch, ...(exchanges.length > 0 && { exchanges: [...exchanges] }) };
}

function readFields(fields: TestFields): ReadTest {
  const wrong = fields.assertions.some((draft) => readAssertion(draft).problem !== null);
  return wrong ? { problem: '' } : { test: testOfFields(fields) };
}

function readText(text: string): ReadTest {
  try {
    const parsed = testCaseSchema.safeParse(JSON.parse(text));
    if (parsed.success) {
      const first = testProblems(parsed.data)[0];
      return first === undefined ? { test: parsed.data } : { problem: `${first.path.join('.')}: ${first.message}` };
    }
    const issue = parsed.error.issues[0];
    return { problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`.replace(/^: /, '') };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
