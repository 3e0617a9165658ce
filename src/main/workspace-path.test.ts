import { expect, it } from 'vitest';

import { pathInWorkspace } from './workspace-path.ts';

it('finds what is in the workspace, and the workspace itself', () => {
  expect(pathInWorkspace('/w', 'functions/a/index.js')).toBe('/w/functions/a/index.js');
  expect(pathInWorkspace('/w', '')).toBe('/w');
});

it.each(['..', '../w2/x', 'functions/../../x', '/etc/passwd', '/w/functions'])('refuses %s', (relative) => {
  expect(pathInWorkspace('/w', relative)).toBeUndefined();
});
