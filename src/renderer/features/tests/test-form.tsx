import { Replace, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { TestCase } from '../../../contract/test.ts';
import { MethodBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AssertionsEditor } from './assertions-editor.tsx';
import type { TestFields } from './test-draft.ts';

export interface TestFormProps {
  fields: TestFields;
  preparedRequest(): TestCase['request'];
  onChange(fields: TestFields): void;
}

/** A test's parts: its request, what it expects, where its fetches go. */
export function TestForm({ fields, preparedRequest, onChange }: TestFormProps) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-4 pt-3">
      <TextField
        label={t('tests.description')}
        value={fields.description}
        onChange={(event) => onChange({ ...fields, description: event.target.value })}
      />
      <section aria-label={t('tests.request')}>
        <h3 className="mb-1 text-xs font-medium text-text-2">{t('tests.request')}</h3>
        <div className="flex items-center gap-2">
          <RequestLine request={fields.request} />
          <Button size="sm" icon={Replace} onClick={() => onChange({ ...fields, request: preparedRequest() })}>
            {t('tests.usePrepared')}
          </Button>
        </div>
      </section>
      <AssertionsEditor drafts={fields.assertions} onChange={(assertions) => onChange({ ...fields, assertions })} />
      <section aria-label={t('tests.fetches')} className="flex flex-col gap-2">
        <Select
          label={t('tests.fetches')}
          className="w-80"
          hint={t(`tests.fetchHint.${fields.fetch}`)}
          value={fields.fetch}
          options={[
            { value: 'live', label: t('tests.fetchMode.live') },
            { value: 'mocked', label: t('tests.fetchMode.mocked', { count: fields.exchanges.length }) },
          ]}
          onChange={(fetch) => onChange({ ...fields, fetch })}
        />
        {fields.exchanges.length > 0 && (
          <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
            {fields.exchanges.map((exchange, index) => (
              <li key={index} className="flex items-center gap-2 px-2 py-1">
                <MethodBadge method={exchange.request.method} />
                <code data-selectable className="min-w-0 flex-1 truncate text-xs" title={exchange.request.url}>
                  {exchange.request.url}
                </code>
                <span className="font-mono text-xs text-text-2">
                  {'failure' in exchange.response ? t('tests.failedFetch') : exchange.response.status}
                </span>
                <IconButton
                  icon={X}
                  label={t('tests.removeExchange', { url: exchange.request.url })}
                  onClick={() =>
                    onChange({ ...fields, exchanges: fields.exchanges.filter((_one, other) => other !== index) })
                  }
                />
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function RequestLine({ request }: { request: TestCase['request'] }) {
  const { t } = useTranslation();
  const { method, path, params = {}, headers = {}, body } = request;
  const filled = Object.entries(params).map(([name, value]) => `${name}=${value}`);
  const target = path ?? t('tests.byRoute', { params: filled.join(', ') });
  const extras = [
    Object.keys(headers).length > 0 && t('tests.headerCount', { count: Object.keys(headers).length }),
    body !== undefined && t('tests.bodyKind', { kind: Object.keys(body)[0] ?? '' }),
  ];
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2 rounded-md border border-line bg-sunken px-2 py-1.5">
      <MethodBadge method={method} />
      <code data-selectable className="min-w-0 flex-1 truncate text-xs" title={target}>
        {target}
      </code>
      <span className="shrink-0 text-xs text-text-3">{extras.filter(Boolean).join(' · ')}</span>
    </div>
  );
}
