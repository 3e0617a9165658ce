import { useState } from 'react';
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
import { draftOf, readAssertion } from './assertion-draft.ts';
import { TestForm, type TestFields } from './test-form.tsx';

export interface TestDialogProps {
  functionId: string;
  /** Undefined for a test that is not there yet. */
  savedName: string | undefined;
  name: string;
  test: TestCase;
  /** The request prepared beside the code, to take over. */
  preparedRequest(): TestCase['request'];
  onClose(): void;
}

type View = 'form' | 'json';

/** A test in a form or as its file has it; what is wrong is said at the field, and nothing is saved before it is right. */
export function TestDialog({ functionId, savedName, test, onClose, preparedRequest, ...rest }: TestDialogProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<View>('form');
  const [name, setName] = useState(rest.name);
  const [fields, setFields] = useState(() => fieldsOf(test));
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const nameProblem = testNameSchema.safeParse(name).success ? undefined : t('tests.problem.name');
  const read = view === 'form' ? readFields(fields) : readText(text);

  const show = (next: View): void => {
    if (next === view) return;
    if (next === 'json') setText(JSON.stringify(testOfFields(fields), null, 2));
    else if ('test' in read) setFields(fieldsOf(read.test));
    // Text that is no test stays where it can be mended.
    else return;
    setView(next);
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
      onClose();
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
          <Button onClick={onClose}>{t('common.cancel')}</Button>
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
      <TextField
        label={t('tests.name')}
        mono
        autoFocus
        spellCheck={false}
        value={name}
        error={nameProblem}
        suffix=".json"
        onChange={(event) => setName(event.target.value)}
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
            content: <TestForm fields={fields} preparedRequest={preparedRequest} onChange={setFields} />,
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
                onChange={(event) => setText(event.target.value)}
              />
            ),
          },
        ]}
      />
    </Dialog>
  );
}

type ReadTest = { test: TestCase } | { problem: string };

function fieldsOf({ description = '', request, assertions, fetch, exchanges = [] }: TestCase): TestFields {
  return { description, request, assertions: assertions.map(draftOf), fetch, exchanges };
}

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
