import { useTranslation } from 'react-i18next';

import type { Toast } from './toasts-store.ts';

/** What a notice says, in the person's language. */
export function useToastWords(toast: Toast): { title: string; description: string | undefined } {
  const { t } = useTranslation();
  if (toast.kind === 'notice') return { title: toast.title, description: toast.description };
  const { code, message, field } = toast.problem;
  return { title: t(`errors.${code}`), description: field ? `${field}: ${message}` : message };
}
