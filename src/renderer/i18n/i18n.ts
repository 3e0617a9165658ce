import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';

import type { UiLanguage } from '../../contract/shell.ts';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

/** A language the app speaks. */
type Language = Exclude<UiLanguage, 'system'>;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** The app's words. Both languages are bundled, so switching is immediate. */
export const i18n = createInstance();

void i18n.use(initReactI18next).init({
  resources: { en: { translation: en }, 'zh-CN': { translation: zhCn } },
  lng: languageFor('system', navigator.languages),
  fallbackLng: 'en',
  interpolation: { escapeValue: false },
});

/** The language to speak: the chosen one, or the first of the system's that the app knows, or English. */
export function languageFor(choice: UiLanguage, systemLanguages: readonly string[]): Language {
  if (choice !== 'system') return choice;
  for (const language of systemLanguages) {
    if (/^zh\b/i.test(language)) return 'zh-CN';
    if (/^en\b/i.test(language)) return 'en';
  }
  return 'en';
}

/** Follows the person's choice. */
export function applyLanguage(choice: UiLanguage): void {
  const language = languageFor(choice, navigator.languages);
  document.documentElement.lang = language;
  if (i18n.language !== language) void i18n.changeLanguage(language);
}
