import { useTranslation } from 'react-i18next';

/**
 * What a page may do that a function answered: be seen. It has an origin of its own that is nobody's, runs no scripts,
 * loads nothing, and leads nowhere, by the sandbox, by this policy and by the app's own, which it inherits.
 */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/** A page as it looks without its scripts and without what it would load. */
export function HtmlPreview({ html }: { html: string }) {
  const { t } = useTranslation();
  return (
    <iframe
      title={t('testPanel.htmlTitle')}
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={`<meta http-equiv="Content-Security-Policy" content="${policy}">${html}`}
      className="h-full min-h-40 w-full bg-white"
    />
  );
}
