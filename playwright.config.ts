import { defineConfig } from '@playwright/test';

/**
 * Journeys in a real Electron window; `npm run e2e` starts them with what they need. With NEXO_SCREENSHOTS the pictures
 * of the README are taken instead.
 */
export default defineConfig({
  testDir: 'e2e',
  testMatch: process.env['NEXO_SCREENSHOTS'] ? '**/*.shots.ts' : '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  workers: 2,
  // What passes only now is told at the end, by name.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: 'list',
});
