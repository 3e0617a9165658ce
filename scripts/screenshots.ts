/** `npm run screenshots`: takes the pictures of the README anew, in a real window, into docs/images. */
process.env['NEXO_SCREENSHOTS'] = '1';
process.argv.push('--e2e');
await import('./test.ts');
