import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { ConflictChoice, ImportConflict, ImportPlan, PlannedFunction } from '../../../contract/import.ts';
import { MethodBadge } from '../../ui/badge.tsx';
import { ConflictSelect } from './conflict-select.tsx';

export interface PlanViewProps {
  plan: ImportPlan;
  choices: Readonly<Record<string, ConflictChoice>>;
  disabled: boolean;
  onChoice: (key: string, choice: ConflictChoice) => void;
}

/** What will be made, with a choice beside everything that is there already. */
export function PlanView({ plan, choices, disabled, onChoice }: PlanViewProps) {
  const { t } = useTranslation();
  const { functions, requests, files, environment } = plan;
  const choiceOf = (key: string, name: string, conflict: ImportConflict | null): ReactNode =>
    conflict && (
      <ConflictSelect
        name={name}
        conflict={conflict}
        value={choices[key] ?? 'skip'}
        disabled={disabled}
        onChange={(choice) => onChoice(key, choice)}
      />
    );
  if (functions.length + requests.length + files.length === 0) {
    return <p className="mt-4 text-sm text-text-2">{t('importing.nothing')}</p>;
  }
  return (
    <>
      {functions.length > 0 && (
        <Section title={t('importing.functions', { count: functions.length })}>
          {functions.map((one) => (
            <Row key={one.key} choice={choiceOf(one.key, one.key, one.conflict)}>
              <FunctionRow one={one} />
            </Row>
          ))}
        </Section>
      )}
      {requests.length > 0 && (
        <Section title={t('importing.requests', { count: requests.length })}>
          {requests.map(({ key, name, method, path, functionId, conflict }) => (
            <Row key={key} choice={choiceOf(key, name, conflict)}>
              <span className="flex min-w-0 items-center gap-1.5">
                <MethodBadge method={method} />
                <span className="truncate font-mono text-xs">{path}</span>
              </span>
              <span className="text-xs text-text-3">{t('importing.savedAs', { name, functionId })}</span>
            </Row>
          ))}
        </Section>
      )}
      {files.length > 0 && (
        <Section title={t('importing.files', { count: files.length })}>
          {files.map(({ path, conflict }) => (
            <Row key={path} choice={choiceOf(path, path, conflict)}>
              <span className="font-mono text-xs break-all">{path}</span>
            </Row>
          ))}
        </Section>
      )}
      {environment !== null && environment.variables.length > 0 && (
        <Section title={t('importing.environment', { name: environment.name })}>
          <Row>
            <span className="font-mono text-xs break-words">{environment.variables.join(', ')}</span>
          </Row>
        </Section>
      )}
      {functions.length > 0 && <p className="mt-3 text-xs text-text-2">{t('importing.untrusted')}</p>}
    </>
  );
}

function FunctionRow({ one: { name, key, methods, route, files, tests, secrets } }: { one: PlannedFunction }) {
  const { t } = useTranslation();
  const counts = [
    t('importing.fileCount', { count: files.length }),
    ...(tests.length > 0 ? [t('importing.testCount', { count: tests.length })] : []),
  ].join(' · ');
  return (
    <>
      <span className="flex min-w-0 flex-wrap items-center gap-1.5">
        <span className="font-medium break-all">{name}</span>
        {name !== key && <span className="font-mono text-2xs text-text-3">{key}</span>}
        {methods.length < 7 && methods.map((method) => <MethodBadge key={method} method={method} />)}
        <span className="font-mono text-xs break-all">{route}</span>
      </span>
      <span className="text-xs text-text-3">{counts}</span>
      {secrets.length > 0 && (
        <span className="text-xs break-words text-text-3">{t('importing.secrets', { names: secrets.join(', ') })}</span>
      )}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-4">
      <h3 className="mb-1 text-xs font-medium text-text-2">{title}</h3>
      <ul className="max-h-64 divide-y divide-line overflow-y-auto rounded-md border border-line" tabIndex={0}>
        {children}
      </ul>
    </section>
  );
}

function Row({ choice, children }: { choice?: ReactNode; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-2.5 py-1.5 text-sm" data-selectable>
      <div className="flex min-w-48 flex-1 flex-col">{children}</div>
      {choice}
    </li>
  );
}
