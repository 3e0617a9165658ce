import type { HeaderList } from '../../contract/invocation.ts';

/** Response headers as sent, repeated ones repeated. */
export function HeadersPane({ headers }: { headers: HeaderList }) {
  return (
    <dl data-selectable className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 p-3 font-mono text-xs leading-6">
      {headers.map(([name, value], index) => (
        <div key={index} className="contents">
          <dt className="text-text-2">{name}</dt>
          <dd className="break-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
