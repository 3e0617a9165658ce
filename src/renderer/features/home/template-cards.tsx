import { Import, Plus } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

import type { Template } from '../../../contract/workspace.ts';
import { useTemplateWords } from '../../i18n/template-words.ts';
import { openDialog } from '../../state/dialogs-store.ts';
import { loadTemplates, useTemplates } from '../../state/templates-store.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

/** Ways to begin: a card a template. */
export function TemplateCards() {
  const { t } = useTranslation();
  const templates = useTemplates((state) => state.templates);
  useEffect(() => void loadTemplates(), []);
  return (
    <section aria-labelledby="home-templates">
      <div className="mb-2 flex items-center justify-between gap-2">
        <h2 id="home-templates" className="text-sm font-semibold">
          {t('home.startFrom')}
        </h2>
        <Button size="sm" tone="ghost" icon={Import} onClick={() => openDialog({ kind: 'import' })}>
          {t('commands.workspace.import')}
        </Button>
      </div>
      <div className="grid grid-cols-3 gap-3">
        {templates?.map((template) => <TemplateCard key={template.id} template={template} />) ??
          [0, 1, 2, 3, 4, 5].map((index) => <Skeleton key={index} className="h-[104px] rounded-xl" />)}
      </div>
    </section>
  );
}

function TemplateCard({ template }: { template: Template }) {
  const { title, description } = useTemplateWords(template.id);
  return (
    <button
      type="button"
      onClick={() => openDialog({ kind: 'create-function', templateId: template.id })}
      className="group flex min-h-[104px] flex-col rounded-xl border border-line bg-raised p-3.5 text-left transition-colors hover:border-accent"
    >
      <span className="flex w-full items-center gap-2">
        <span className="min-w-0 flex-1 truncate text-sm font-semibold">{title}</span>
        <Plus aria-hidden size={15} className="text-text-3 group-hover:text-accent-ink" />
      </span>
      <span className="mt-1 line-clamp-2 flex-1 text-xs text-text-2">{description}</span>
      <span className="mt-2 flex items-center gap-1.5">
        <Badge mono>{template.language === 'typescript' ? 'TS' : 'JS'}</Badge>
        <span className="truncate font-mono text-2xs text-text-3">{template.route}</span>
      </span>
    </button>
  );
}
