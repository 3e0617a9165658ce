import { app, type Session, type WebContents } from 'electron';

import { previewUrl } from './preview-page.ts';

/** The one thing the page may ask the system for: putting text on the clipboard when a person copies. */
const allowedPermissions = new Set(['clipboard-sanitized-write']);

/** Denies every other permission, asked for or looked up. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(allowedPermissions.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => allowedPermissions.has(permission));
  session.setDevicePermissionHandler(() => false);
}

/** Keeps every page there will ever be where it is: no navigation, no new windows, no webviews, no frame but the preview. */
export function confineAllContents(): void {
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

function confine(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame || event.url !== previewUrl) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
