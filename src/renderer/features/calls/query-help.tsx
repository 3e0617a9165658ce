import { useTranslation } from 'react-i18next';

import { queryFields } from '../../../contract/call-query.ts';

const examples = ['status:>=500', 'fn:orders dur:>100', 'method:POST cold:true', '-status:2xx', '"two words"'] as const;

/** What the filter understands. */
export function QueryHelp() {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-2">
      <p className="text-text-2">{t('calls.helpText')}</p>
      <p className="flex flex-wrap gap-1.5">
        {examples.map((example) => (
          <code key={example} className="rounded bg-sunken px-1.5 py-0.5">
            {example}
          </code>
        ))}
      </p>
      <table className="w-full border-collapse">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('calls.helpField')}</th>
            <th scope="col">{t('calls.helpMeaning')}</th>
            <th scope="col">{t('calls.helpValues')}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(queryFields).map(([field, { values }]) => (
            <tr key={field} className="border-t border-line align-baseline">
              <th scope="row" className="py-0.5 pr-3 text-left font-mono font-medium">
                {field}:
              </th>
              <td className="pr-3 text-text-2">{t(`calls.field.${field as 'status'}`)}</td>
              <td className="font-mono text-2xs text-text-3">{values.slice(0, 3).join('  ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
