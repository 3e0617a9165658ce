import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { Pair } from '../../http/query-pairs.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { inputClass } from './input-class.ts';

export interface PairsEditorProps {
  pairs: readonly Pair[];
  onChange(pairs: Pair[]): void;
}

/** Names and values, a row each; the empty row at the end becomes one as soon as something is typed. */
export function PairsEditor({ pairs, onChange }: PairsEditorProps) {
  const { t } = useTranslation();
  const rows: readonly Pair[] = [...pairs, ['', '']];
  const change = (at: number, pair: Pair): void => onChange(rows.map((row, index) => (index === at ? pair : row)));
  return (
    <ul className="flex flex-col gap-1.5 p-3">
      {rows.map(([name, value], index) => (
        <li key={index} className="flex items-center gap-1.5">
          <input
            className={`${inputClass} w-2/5`}
            aria-label={t('testPanel.pairName')}
            placeholder={t('testPanel.pairName')}
            spellCheck={false}
            value={name}
            onChange={(event) => change(index, [event.target.value, value])}
          />
          <input
            className={`${inputClass} flex-1`}
            aria-label={t('testPanel.pairValue')}
            placeholder={t('testPanel.pairValue')}
            spellCheck={false}
            value={value}
            onChange={(event) => change(index, [name, event.target.value])}
          />
          <IconButton
            icon={X}
            label={t('testPanel.removePair', { name })}
            disabled={index === pairs.length}
            onClick={() => onChange(pairs.filter((_pair, other) => other !== index))}
          />
        </li>
      ))}
    </ul>
  );
}
