import { TriangleAlert } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { can } from '../api/clients.ts';
import { classNames } from '../ui/class-names.ts';
import { Switch } from '../ui/switch.tsx';

/** A page as it looks without its scripts and without what it would load; with its scripts once a person asks for them. */
export function HtmlPreview({ html }: { html: string }) {
  const { t } = useTranslation();
  const [scripted, setScripted] = useState(false);
  return (
    <div className="flex h-full min-h-40 flex-col">
      <p
        className={classNames(
          'flex shrink-0 items-center gap-2 border-b px-3 py-1 text-xs',
          scripted ? 'border-warm/40 bg-warm-soft text-warm' : 'border-line text-text-2',
        )}
      >
        {scripted && <TriangleAlert aria-hidden size={13} className="shrink-0" />}
        <span role="status" className="min-w-0 flex-1">
          {t(scripted ? 'testPanel.htmlScriptsOn' : 'testPanel.htmlScriptsOff')}
        </span>
        {can('run-previews') && (
          <>
            <span aria-hidden>{t('testPanel.htmlRunScripts')}</span>
            <Switch label={t('testPanel.htmlRunScripts')} checked={scripted} onChange={setScripted} />
          </>
        )}
      </p>
      {scripted ? <ScriptedPage key={html} html={html} /> : <StillPage html={html} />}
    </div>
  );
}

const frameClass = 'min-h-0 w-full flex-1 bg-white';

/**
 * What a page may do that a function answered: be seen. It has an origin of its own that is nobody's, runs no scripts,
 * loads nothing, and leads nowhere, by the sandbox, by this policy and by the app's own, which it inherits.
 */
const stillPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

function StillPage({ html }: { html: string }) {
  const { t } = useTranslation();
  return (
    <iframe
      title={t('testPanel.htmlTitle')}
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={`<meta http-equiv="Content-Security-Policy" content="${stillPolicy}">${html}`}
      className={frameClass}
    />
  );
}

/** Runs in the app's frame for previews, whose policy is its own: one that is given the page here would inherit ours. */
function ScriptedPage({ html }: { html: string }) {
  const { t } = useTranslation();
  const told = useRef(false);
  return (
    <iframe
      title={t('testPanel.htmlTitle')}
      sandbox="allow-scripts"
      referrerPolicy="no-referrer"
      src="nexo://preview/"
      className={frameClass}
      onLoad={(event) => {
        // What it shows loads, too.
        if (told.current) return;
        told.current = true;
        // Its origin has no name that could be asked for.
        event.currentTarget.contentWindow?.postMessage(html, '*');
      }}
    />
  );
}
