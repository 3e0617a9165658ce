import { RadioGroup } from 'radix-ui';
import { useTranslation } from 'react-i18next';

import type { Template } from '../../../contract/workspace.ts';
import { useTemplateWords } from '../../i18n/template-words.ts';
import { Badge } from '../../ui/badge.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

export interface TemplatePickerProps {
  /** Null while they load. */
  templates: readonly Template[] | null;
  value: string | undefined;
  onChange: (id: string) => void;
}

/** The templates as cards, one of them chosen; arrow keys move the choice. */
export function TemplatePicker({ templates, value, onChange }: TemplatePickerProps) {
  const { t } = useTranslation();
  if (!templates) return <Skeleton className="h-32" />;
  return (
    <RadioGroup.Root
      aria-label={t('functions.template')}
      value={value ?? ''}
      onValueChange={onChange}
      className="grid max-h-64 grid-cols-3 gap-2 overflow-y-auto p-0.5"
    >
      {templates.map((template) => (
        <RadioGroup.Item
          key={template.id}
          value={template.id}
          className="flex flex-col items-start gap-1 rounded-lg border border-line bg-raised p-2.5 text-left hover:border-line-strong data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft data-[state=checked]:ring-1 data-[state=checked]:ring-accent"
        >
          <TemplateCard template={template} />
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

function TemplateCard({ template }: { template: Template }) {
  const { title, description } = useTemplateWords(template.id);
  return (
    <>
      <span className="flex w-full items-center gap-2">
        <span className="min-w-0 flex-1 truncate text-sm font-medium">{title}</span>
        <Badge mono>{template.language === 'typescript' ? 'TS' : 'JS'}</Badge>
      </span>
      {description && <span className="line-clamp-2 text-xs text-text-2">{description}</span>}
    </>
  );
}
