import { expect, it } from 'vitest';

import { cleanEnvironment } from './clean-environment.ts';

it('drops what would alter the program and keeps the rest', () => {
  const kept = { PATH: '/bin', HOME: '/home/ann', NEXO_ADDR: '127.0.0.1:3000', LANG: 'en' };
  const dropped = {
    ELECTRON_RUN_AS_NODE: '1',
    NODE_OPTIONS: '--require evil',
    node_path: '/evil',
    LD_PRELOAD: '/evil.so',
    DYLD_INSERT_LIBRARIES: '/evil.dylib',
    CHROME_DESKTOP: 'x',
  };
  expect(cleanEnvironment({ ...kept, ...dropped })).toEqual(kept);
});
