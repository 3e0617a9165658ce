import { commands } from './en/commands.ts';
import { common } from './en/common.ts';
import { dashboard } from './en/dashboard.ts';
import { editor } from './en/editor.ts';
import { engine } from './en/engine.ts';
import { errors } from './en/errors.ts';
import { exporting } from './en/exporting.ts';
import { firstRun } from './en/first-run.ts';
import { frame } from './en/frame.ts';
import { importing } from './en/importing.ts';
import { functions } from './en/functions.ts';
import { home } from './en/home.ts';
import { calls } from './en/calls.ts';
import { packages } from './en/packages.ts';
import { palette } from './en/palette.ts';
import { problems } from './en/problems.ts';
import { run } from './en/run.ts';
import { search } from './en/search.ts';
import { settings } from './en/settings.ts';
import { signIn } from './en/sign-in.ts';
import { templates } from './en/templates.ts';
import { testPanel } from './en/test-panel.ts';
import { tests } from './en/tests.ts';
import { burst } from './en/burst.ts';
import { versions } from './en/versions.ts';

/** English, the language the keys are typed by. A noun a file. */
export const en = {
  common,
  commands,
  palette,
  firstRun,
  signIn,
  settings,
  frame,
  engine,
  errors,
  home,
  dashboard,
  functions,
  templates,
  editor,
  testPanel,
  tests,
  burst,
  run,
  calls,
  search,
  problems,
  packages,
  versions,
  exporting,
  importing,
} as const;
