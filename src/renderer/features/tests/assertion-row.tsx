import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { type AssertionTarget, jsonTypeSchema, statusClassSchema } from '../../../contract/assertion.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type AssertionDraft, operatorsOf, readAssertion, withTarget } from './assertion-draft.ts';

const targets = Object.keys(operatorsOf) as AssertionTarget[];

export interface AssertionRowProps {
  draft: AssertionDraft;
  onChange(draft: AssertionDraft): void;
  onRemove(): void;
}

/** One assertion in the form: what of the answer, how, and with what to compare it. */
export function AssertionRow({ draft, onChange, onRemove }: AssertionRowProps) {
  const { t } = useTranslation();
  const { problem } = readAssertion(draft);
  const errorAt = (field: 'subject' | 'value') =>
    problem?.field === field ? t(`tests.problem.${problem.kind}`, { reason: problem.reason }) : undefined;
  const hasSubject = draft.target === 'header' || draft.target === 'json';
  return (
    <li className="flex items-start gap-1.5">
      <div className="grid min-w-0 flex-1 grid-cols-[7rem_minmax(0,1fr)_7.5rem_minmax(0,1.4fr)] items-start gap-1.5">
        <Select
          label={t('tests.target')}
          labelHidden
          className={hasSubject ? undefined : 'col-span-2'}
          value={draft.target}
          options={targets.map((value) => ({ value, label: t(`tests.targets.${value}`) }))}
          onChange={(target) => onChange(withTarget(draft, target))}
        />
        {hasSubject && (
          <TextField
            label={t(draft.target === 'header' ? 'tests.headerName' : 'tests.jsonPath')}
            labelHidden
            mono
            spellCheck={false}
            placeholder={draft.target === 'header' ? 'content-type' : '$.items[0].id'}
            value={draft.subject}
            error={errorAt('subject')}
            onChange={(event) => onChange({ ...draft, subject: event.target.value })}
          />
        )}
        <Select
          label={t('tests.operator')}
          labelHidden
          value={draft.op}
          options={operatorsOf[draft.target].map((value) => ({ value, label: t(`tests.operators.${value}`) }))}
          onChange={(op) => onChange({ ...draft, op, value: firstValue(op, draft.value) })}
        />
        <ValueField draft={draft} error={errorAt('value')} onChange={(value) => onChange({ ...draft, value })} />
      </div>
      <IconButton icon={X} label={t('tests.removeAssertion')} className="mt-0.5" onClick={onRemove} />
    </li>
  );
}

interface ValueFieldProps {
  draft: AssertionDraft;
  error: string | undefined;
  onChange(value: string): void;
}

function ValueField({ draft: { target, op, value }, error, onChange }: ValueFieldProps) {
  const { t } = useTranslation();
  const field = { label: t('tests.value'), labelHidden: true, error, value };
  if (op === 'exists' || op === 'absent') return <span />;
  const choices = op === 'class' ? statusClassSchema.options : op === 'type' ? jsonTypeSchema.options : undefined;
  if (choices) {
    return <Select {...field} mono options={choices.map((one) => ({ value: one, label: one }))} onChange={onChange} />;
  }
  const isLong = op === 'subset' || (target === 'body' && op === 'equals') || value.includes('\n');
  if (isLong) {
    const rows = Math.min(8, Math.max(2, value.split('\n').length));
    return <TextArea {...field} rows={rows} onChange={(event) => onChange(event.target.value)} />;
  }
  return (
    <TextField
      {...field}
      mono
      spellCheck={false}
      suffix={op === 'below' ? 'ms' : undefined}
      placeholder={op === 'range' ? '200-299' : undefined}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** A choice begins with its first entry; a text stays as it is. */
function firstValue(op: AssertionDraft['op'], value: string): string {
  if (op === 'class') return statusClassSchema.options.find((one) => one === value) ?? '2xx';
  if (op === 'type') return jsonTypeSchema.options.find((one) => one === value) ?? 'object';
  return value;
}
