import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { headerProblem, type HeaderRow, parseHeaderLines } from '../../http/header-rows.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { inputClass } from './input-class.ts';

export interface HeadersEditorProps {
  rows: readonly HeaderRow[];
  onChange(rows: HeaderRow[]): void;
}

/** Request headers, one a row. Pasting `Name: value` lines into a name fills as many rows. */
export function HeadersEditor({ rows, onChange }: HeadersEditorProps) {
  const { t } = useTranslation();
  const nextId = rows.reduce((largest, row) => Math.max(largest, row.id), 0) + 1;
  const change = (id: number, patch: Partial<HeaderRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...patch } : row)));
  const paste = (id: number, text: string): boolean => {
    const pasted = parseHeaderLines(text);
    if (pasted === null) return false;
    const added = pasted.map(([name, value], index) => ({ id: nextId + index, enabled: true, name, value }));
    onChange(rows.flatMap((row) => (row.id === id ? added : [row])));
    return true;
  };
  return (
    <div className="flex flex-col gap-1.5 p-3">
      {rows.map((row) => {
        const problem = headerProblem(row);
        const errorId = `header-problem-${row.id}`;
        const isOfValue = problem === 'value-invalid';
        const described = { 'aria-invalid': true, 'aria-describedby': errorId };
        return (
          <div key={row.id}>
            <div className="flex items-center gap-1.5">
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-accent"
                aria-label={t('testPanel.headerEnabled', { name: row.name })}
                checked={row.enabled}
                onChange={(event) => change(row.id, { enabled: event.target.checked })}
              />
              <input
                className={classNames(inputClass, 'w-2/5')}
                aria-label={t('testPanel.headerName')}
                placeholder={t('testPanel.headerName')}
                spellCheck={false}
                list="nexo-header-names"
                value={row.name}
                {...(problem !== null && !isOfValue && described)}
                onChange={(event) => change(row.id, { name: event.target.value })}
                onPaste={(event) => {
                  if (paste(row.id, event.clipboardData.getData('text/plain'))) event.preventDefault();
                }}
              />
              <input
                className={classNames(inputClass, 'flex-1')}
                aria-label={t('testPanel.headerValue')}
                placeholder={t('testPanel.headerValue')}
                spellCheck={false}
                value={row.value}
                {...(isOfValue && described)}
                onChange={(event) => change(row.id, { value: event.target.value })}
              />
              <IconButton
                icon={X}
                label={t('testPanel.removeHeader', { name: row.name })}
                onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
              />
            </div>
            {problem !== null && (
              <p id={errorId} role="alert" className="mt-0.5 ml-6 text-xs text-danger">
                {t(`testPanel.headerProblem.${problem}`)}
              </p>
            )}
          </div>
        );
      })}
      <datalist id="nexo-header-names">
        {commonNames.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div>
        <Button
          size="sm"
          tone="ghost"
          icon={Plus}
          onClick={() => onChange([...rows, { id: nextId, enabled: true, name: '', value: '' }])}
        >
          {t('testPanel.addHeader')}
        </Button>
      </div>
    </div>
  );
}

const commonNames = [
  'Accept',
  'Accept-Language',
  'Authorization',
  'Cache-Control',
  'Content-Type',
  'Cookie',
  'If-None-Match',
  'Origin',
  'User-Agent',
  'X-Forwarded-For',
  'X-Request-Id',
];
