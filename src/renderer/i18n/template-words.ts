import { useTranslation } from 'react-i18next';

import { templates } from './en/templates.ts';

/** A template's name and what it shows; one the catalogue does not know yet is named by its id. */
export function useTemplateWords(id: string): { title: string; description: string } {
  const { t } = useTranslation();
  if (!isKnown(id)) return { title: id.replaceAll('-', ' '), description: '' };
  return { title: t(`templates.${id}.title`), description: t(`templates.${id}.description`) };
}

function isKnown(id: string): id is keyof typeof templates {
  return Object.hasOwn(templates, id);
}
