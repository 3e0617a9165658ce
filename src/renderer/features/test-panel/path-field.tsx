import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { looksLikeCurl, parseCurl } from '../../../kit/parse-curl.ts';
import { pathProblem } from '../../http/route-path.ts';
import { pathOf, requestOfCurl } from '../../run/request-of-curl.ts';
import type { TestRequest } from '../../run/requests-store.ts';
import { showToast } from '../../state/toasts-store.ts';
import { TextField } from '../../ui/text-field.tsx';

export interface PathFieldProps {
  request: TestRequest;
  onChange(request: TestRequest): void;
}

/** Path and query. A whole address or a curl command that is pasted here is taken apart. */
export function PathField({ request, onChange }: PathFieldProps) {
  const { t } = useTranslation();
  const [refused, setRefused] = useState<string | null>(null);
  const problem = pathProblem(request.path);
  const error = problem === null ? undefined : t(`testPanel.pathProblem.${problem}`);
  const paste = (text: string): boolean => {
    setRefused(null);
    if (looksLikeCurl(text)) {
      const { request: curl, problem: fault } = parseCurl(text);
      if (curl === null) {
        const detail = 'detail' in fault ? fault.detail : '';
        setRefused(t(`testPanel.curlProblem.${fault.kind}`, { detail }));
        return true;
      }
      const { request: taken, files } = requestOfCurl(curl, request);
      onChange(taken);
      const left = [...files, ...curl.withheld].join(', ');
      if (left !== '') showToast({ tone: 'info', title: t('testPanel.curlFiles'), description: left });
      return true;
    }
    if (!/^\s*https?:\/\/\S+\s*$/i.test(text) || !URL.canParse(text.trim())) return false;
    onChange({ ...request, path: pathOf(text.trim()) });
    return true;
  };
  return (
    <TextField
      label={t('testPanel.path')}
      labelHidden
      mono
      className="min-w-0 flex-1"
      spellCheck={false}
      value={request.path}
      error={refused ?? error}
      onChange={(event) => {
        setRefused(null);
        onChange({ ...request, path: event.target.value });
      }}
      onPaste={(event) => {
        if (paste(event.clipboardData.getData('text/plain'))) event.preventDefault();
      }}
    />
  );
}
