import { CommanderError } from 'commander';

import { createProgram } from './create-program.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has said what is wrong; asking for help or the version is not.
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
