import { Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { type FunctionSummary, methodSchema } from '../../../contract/function.ts';
import { headersOf } from '../../http/header-rows.ts';
import { formatPairs, parsePairs, queryOf, withQuery } from '../../http/query-pairs.ts';
import { readAuthorization } from '../../http/authorization.ts';
import { routeParameters } from '../../http/route-path.ts';
import { bodyOf } from '../../run/request-body.ts';
import { refusalShown, type RequestPart, requestProblems, useRefusedRequest } from '../../run/request-problem.ts';
import { type TestRequest, withParameter } from '../../run/requests-store.ts';
import { runFunction } from '../../run/runs-store.ts';
import { useShortcut } from '../../state/keybindings.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Select } from '../../ui/select.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { BodyEditor } from './body-editor.tsx';
import { AuthEditor } from './auth-editor.tsx';
import { CopyRequest } from './copy-request.tsx';
import { HeadersEditor } from './headers-editor.tsx';
import { PairsEditor } from './pairs-editor.tsx';
import { PathField } from './path-field.tsx';
import { chooseRequestTab, useRequestTab } from './request-tab-store.ts';

export interface RequestFormProps {
  target: FunctionSummary;
  request: TestRequest;
  running: boolean;
  onChange(request: TestRequest): void;
}

/** The request to send: method, path with parameters, headers, body. */
export function RequestForm({ target, request, running, onChange }: RequestFormProps) {
  const { t } = useTranslation();
  const tab = useRequestTab((state) => state.tab);
  const form = useRef<HTMLFormElement>(null);
  const refused = useRefusedRequest(({ refusal }) => (refusal?.functionId === target.id ? refusal.part : null));
  useEffect(() => {
    if (refused === null) return;
    refusalShown();
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  }, [refused]);
  const runKeys = useShortcut('function.run');
  const problems = requestProblems(request);
  const faultIn = (part: RequestPart) => problems.includes(part) && { fault: t('testPanel.faulty') };
  const parameters = routeParameters(request.route);
  const query = parsePairs(queryOf(request.path));
  return (
    <form
      ref={form}
      noValidate
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        void runFunction(target.id);
      }}
    >
      <div className="flex items-start gap-1.5 px-3 pt-3">
        <Select
          label={t('testPanel.method')}
          labelHidden
          mono
          className="w-24 shrink-0"
          value={request.method}
          options={methodsFor(target).map((method) => ({ value: method, label: method }))}
          onChange={(method) => onChange({ ...request, method })}
        />
        <PathField request={request} onChange={onChange} />
        <Button type="submit" tone="primary" icon={Play} busy={running}>
          {t('testPanel.send')}
          {runKeys && <Kbd onDark>{runKeys}</Kbd>}
        </Button>
      </div>
      {parameters.length > 0 && (
        <div className="grid grid-cols-2 gap-1.5 px-3 pt-2">
          {parameters.map(({ name }) => (
            <TextField
              key={name}
              label={t('testPanel.parameter', { name })}
              labelHidden
              mono
              prefix={<span className="font-mono text-xs">{name === '*' ? '*' : `:${name}`}</span>}
              spellCheck={false}
              value={request.parameters[name] ?? ''}
              onChange={(event) => onChange(withParameter(request, name, event.target.value))}
            />
          ))}
        </div>
      )}
      <Tabs
        label={t('testPanel.request')}
        className="mt-1 flex-1"
        value={tab}
        onChange={chooseRequestTab}
        actions={<CopyRequest functionId={target.id} request={request} />}
        items={[
          {
            value: 'body',
            label: t('testPanel.body'),
            ...(bodyOf(request) !== undefined && { count: 1 }),
            ...faultIn('body'),
            content: <BodyEditor request={request} onChange={onChange} />,
          },
          {
            value: 'headers',
            label: t('testPanel.headers'),
            count: headersOf(request.headers).length,
            ...faultIn('headers'),
            content: <HeadersEditor rows={request.headers} onChange={(headers) => onChange({ ...request, headers })} />,
          },
          {
            value: 'query',
            label: t('testPanel.query'),
            ...(query.length > 0 && { count: query.length }),
            content: (
              <PairsEditor
                pairs={query}
                onChange={(pairs) => onChange({ ...request, path: withQuery(request.path, formatPairs(pairs)) })}
              />
            ),
          },
          {
            value: 'auth',
            label: t('testPanel.auth'),
            ...(readAuthorization(request.headers).kind !== 'none' && { count: 1 }),
            ...faultIn('auth'),
            content: <AuthEditor rows={request.headers} onChange={(headers) => onChange({ ...request, headers })} />,
          },
        ]}
      />
    </form>
  );
}

/** The function's own methods first; the others can be tried as well. */
function methodsFor(target: FunctionSummary): string[] {
  return [...new Set<string>([...target.methods, ...methodSchema.options])];
}
