import type { en } from './en.ts';
import type { Translation } from './translation.ts';
import { commands } from './zh-cn/commands.ts';
import { common } from './zh-cn/common.ts';
import { dashboard } from './zh-cn/dashboard.ts';
import { editor } from './zh-cn/editor.ts';
import { engine } from './zh-cn/engine.ts';
import { errors } from './zh-cn/errors.ts';
import { exporting } from './zh-cn/exporting.ts';
import { firstRun } from './zh-cn/first-run.ts';
import { frame } from './zh-cn/frame.ts';
import { importing } from './zh-cn/importing.ts';
import { functions } from './zh-cn/functions.ts';
import { home } from './zh-cn/home.ts';
import { calls } from './zh-cn/calls.ts';
import { packages } from './zh-cn/packages.ts';
import { palette } from './zh-cn/palette.ts';
import { problems } from './zh-cn/problems.ts';
import { run } from './zh-cn/run.ts';
import { search } from './zh-cn/search.ts';
import { settings } from './zh-cn/settings.ts';
import { signIn } from './zh-cn/sign-in.ts';
import { templates } from './zh-cn/templates.ts';
import { testPanel } from './zh-cn/test-panel.ts';
import { tests } from './zh-cn/tests.ts';
import { burst } from './zh-cn/burst.ts';
import { versions } from './zh-cn/versions.ts';

/** Simplified Chinese. */
export const zhCn: Translation<typeof en> = {
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
};
