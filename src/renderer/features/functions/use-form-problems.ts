import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { fieldErrors, type Problem, problemOf } from '../../api/problem.ts';
import { useFormat } from '../../i18n/format.ts';
import { type FormErrors, limitBounds, limitNames } from './settings-form.ts';

/** What is wrong with a form: found here before sending, or said by the engine. */
export interface FormProblems {
  /** In the person's language where found here; as the engine put it otherwise. */
  errorOf: (field: string) => string | undefined;
  problem: Problem | null;
  /** True from sending until it was refused; what was taken closes its form. */
  busy: boolean;
  /**
   * Shows what was found, or sends where nothing was, and shows why the engine refused. `send` resolves with false when
   * it gave up and has said so itself.
   */
  submit: (found: FormErrors, send: () => Promise<void | boolean>) => Promise<void>;
  /** Shows why the engine refused. */
  refuse: (error: unknown) => void;
  clear: () => void;
}

export function useFormProblems(): FormProblems {
  const { t } = useTranslation();
  const format = useFormat();
  const [errors, setErrors] = useState<FormErrors>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const refuse = (error: unknown) => setProblem(problemOf(error));
  const refused = problem ? fieldErrors(problem) : {};
  return {
    problem,
    busy,
    errorOf(field) {
      const found = errors[field];
      if (found === undefined) return refused[field];
      if (found !== 'limit') return t(`functions.invalid.${found}`);
      const limit = limitNames.find((name) => field === `limits.${name}`);
      if (!limit) return undefined;
      const { min, max } = limitBounds(limit);
      return t('functions.invalid.limit', { min: format.number(min), max: format.number(max) });
    },
    async submit(found, send) {
      setErrors(found);
      if (Object.keys(found).length > 0) return;
      setBusy(true);
      try {
        if ((await send()) === false) setBusy(false);
      } catch (error) {
        refuse(error);
        setBusy(false);
      }
    },
    refuse,
    clear() {
      setErrors({});
      setProblem(null);
    },
  };
}
