import { useTranslation } from 'react-i18next';

import { prettyJson } from '../../http/body-view.ts';
import { formatPairs, parsePairs } from '../../http/query-pairs.ts';
import { allowsBody, contentTypes, jsonProblem } from '../../run/request-body.ts';
import { bodyTypes, type TestRequest } from '../../run/requests-store.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { BodyFileField } from './body-file-field.tsx';
import { PairsEditor } from './pairs-editor.tsx';
import { PartsEditor } from './parts-editor.tsx';

export interface BodyEditorProps {
  request: TestRequest;
  onChange(request: TestRequest): void;
}

/** The body to send; JSON is checked while it is typed, never held back. */
export function BodyEditor({ request, onChange }: BodyEditorProps) {
  const { t } = useTranslation();
  if (!allowsBody(request.method)) {
    return <p className="p-3 text-xs text-text-2">{t('testPanel.bodyIgnored', { method: request.method })}</p>;
  }
  const problem = jsonProblem(request);
  return (
    <div className="flex h-full min-h-24 flex-col gap-2 p-3">
      <div className="flex items-center gap-2">
        <Select
          label={t('testPanel.contentType')}
          labelHidden
          mono
          className="min-w-0 flex-1"
          value={request.bodyType}
          options={bodyTypes.map((value) => ({
            value,
            label: value === 'file' ? t('testPanel.bodyFile') : (contentTypes[value].split(';', 1)[0] ?? ''),
          }))}
          onChange={(bodyType) => onChange({ ...request, bodyType })}
        />
        {request.bodyType === 'json' && (
          <Button
            size="sm"
            disabled={request.body === '' || problem !== null}
            onClick={() => onChange({ ...request, body: prettyJson(request.body) })}
          >
            {t('testPanel.format')}
          </Button>
        )}
      </div>
      {request.bodyType === 'file' && (
        <BodyFileField file={request.file} onChange={(file) => onChange({ ...request, file })} />
      )}
      {request.bodyType === 'multipart' && (
        <PartsEditor parts={request.parts} onChange={(parts) => onChange({ ...request, parts })} />
      )}
      {request.bodyType === 'form' && (
        <div className="-mx-3 -my-2">
          <PairsEditor
            pairs={parsePairs(request.body)}
            onChange={(pairs) => onChange({ ...request, body: formatPairs(pairs) })}
          />
        </div>
      )}
      {(request.bodyType === 'json' || request.bodyType === 'text') && (
        <BodyText request={request} problem={problem} onChange={onChange} />
      )}
    </div>
  );
}

function BodyText({ request, problem, onChange }: BodyEditorProps & { problem: string | null }) {
  const { t } = useTranslation();
  return (
    <Field
      label={t('testPanel.body')}
      labelHidden
      error={problem === null ? undefined : t('testPanel.bodyInvalidJson', { reason: problem })}
      className="flex min-h-0 flex-1 flex-col"
    >
      {(control) => (
        <textarea
          {...control}
          spellCheck={false}
          value={request.body}
          placeholder={t('testPanel.bodyPlaceholder')}
          onChange={(event) => onChange({ ...request, body: event.target.value })}
          className="min-h-12 w-full flex-1 resize-none rounded-md border border-line-strong bg-raised p-2 font-mono text-xs leading-5 outline-none placeholder:text-text-3 focus:border-accent focus:ring-1 focus:ring-accent aria-invalid:border-danger"
        />
      )}
    </Field>
  );
}
