import { Fragment, type ReactNode } from 'react';

import type { LogMember, LogValue, LogValueKind } from '../../contract/log-value.ts';
import { keyText, valueTitle } from './value-text.ts';

const maxShown = 5;
const maxTextShown = 100;

const inks: Partial<Record<LogValueKind, string>> = {
  string: 'text-ok',
  number: 'text-info',
  bigint: 'text-info',
  boolean: 'text-info',
  symbol: 'text-warm',
  undefined: 'text-text-3',
  null: 'text-text-3',
  regexp: 'text-warm',
  date: 'text-warm',
  function: 'italic text-accent-ink',
  error: 'text-danger',
  accessor: 'italic text-text-3',
  circular: 'italic text-text-3',
  cut: 'text-text-3',
};

/** One line that says what a value is, with its first members. */
export function ValuePreview({ value, plain = false }: { value: LogValue; plain?: boolean }) {
  if (plain && value.kind === 'string') return `${value.text ?? ''}${value.more === undefined ? '' : '…'}`;
  const { kind, members = [], more = 0 } = value;
  if (kind === 'error' || kind === 'function' || (members.length === 0 && more === 0)) return <Title value={value} />;
  const shown = members.slice(0, maxShown);
  const isCut = more > 0 || members.length > maxShown;
  const [open, close] = kind === 'array' ? '[]' : '{}';
  return (
    <>
      {heading(value)}
      <span className="text-text-3">{open}</span>
      {shown.map((member, index) => (
        <Fragment key={index}>
          {index > 0 && ', '}
          <MemberPreview member={member} kind={kind} />
        </Fragment>
      ))}
      {isCut && (shown.length > 0 ? ', …' : '…')}
      <span className="text-text-3">{close}</span>
    </>
  );
}

function heading(value: LogValue): ReactNode {
  const { kind, className, size = 0 } = value;
  if (kind === 'object') return className === undefined ? null : `${className} `;
  if (kind === 'array' && className === undefined) return <span className="text-text-3">({size}) </span>;
  return `${valueTitle(value)} `;
}

function MemberPreview({ member: { key, value }, kind }: { member: LogMember; kind: LogValueKind }) {
  const inner = <Title value={value} short />;
  if (kind === 'array' || kind === 'set') return inner;
  return (
    <>
      <span className="text-text-2">{keyText(key)}</span>
      {kind === 'map' ? ' => ' : ': '}
      {inner}
    </>
  );
}

/** The value without its members. */
function Title({ value, short = false }: { value: LogValue; short?: boolean }) {
  const full = value.kind === 'object' && value.className === undefined && value.members ? '{…}' : valueTitle(value);
  const text = short && full.length > maxTextShown ? `${full.slice(0, maxTextShown)}…` : full;
  return <span className={inks[value.kind]}>{text}</span>;
}
