import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

import { commandIdSchema } from './command.ts';
import { environmentNameSchema } from './environment.ts';
import { functionIdSchema, secretNameSchema } from './function.ts';
import { importSourceSchema } from './import.ts';
import { keybindingsSchema } from './keybindings.ts';

/** Why the engine could not take its address, and what would work instead. */
export const portConflictSchema = z.object({
  host: z.string(),
  port: z.int(),
  /** Who holds the port, as far as this user may know. */
  owner: z.object({ pid: z.int(), name: z.string() }).nullable(),
  nextFree: z.int(),
});
export type PortConflict = z.infer<typeof portConflictSchema>;

/** The life of the engine as the app sees it. Calls made while it is not `ready` wait until it is. */
export const engineStateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('starting') }),
  z.object({ phase: z.literal('ready'), url: z.string(), pid: z.int() }),
  /** It ended by itself, with a code or by a signal, and is started again after a pause. `attempt` counts from 1. */
  z.object({
    phase: z.literal('restarting'),
    exitCode: z.int().nullable(),
    signal: z.string().nullable(),
    attempt: z.int(),
    pauseMs: z.int(),
  }),
  /** It cannot run as things are; a person has to decide. `portConflict` comes with PORT_TAKEN. */
  z.object({
    phase: z.literal('failed'),
    code: z.enum(['PORT_TAKEN', 'BAD_CONFIG', 'FAILED']),
    message: z.string(),
    portConflict: portConflictSchema.nullable(),
  }),
  /** In a browser: the server that sent the page does not answer; it is tried again and again. */
  z.object({ phase: z.literal('unreachable') }),
]);
export type EngineState = z.infer<typeof engineStateSchema>;

export const themeSchema = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof themeSchema>;

export const uiLanguageSchema = z.enum(['system', 'en', 'zh-CN']);
export type UiLanguage = z.infer<typeof uiLanguageSchema>;

/** How the engine listens. */
export const gatewayPreferencesSchema = z.object({
  /** Null leaves it to the environment variable, or the default. */
  port: z.int().min(0).max(65_535).nullable(),
  /** Other machines can reach it; the control API then asks everyone for the token. */
  exposed: z.boolean(),
  requireToken: z.boolean(),
});
export type GatewayPreferences = z.infer<typeof gatewayPreferencesSchema>;

/** What a person chose for the app on this machine, whatever the workspace. */
export const preferencesSchema = z.object({
  theme: themeSchema,
  language: uiLanguageSchema,
  /** Pixels. */
  editorFontSize: z.int().min(8).max(32),
  /** Saving a function formats it first. */
  formatOnSave: z.boolean(),
  /** Runs in the studio count their lines, for the marks beside them. */
  runMarks: z.boolean(),
  gateway: gatewayPreferencesSchema,
  /** What kept calls may take of the disk, in megabytes; null leaves it to the engine. */
  historyMb: z.int().min(0).max(100_000).nullable(),
  /** Whose limits runs are compared with; an id of `limitPresets`. */
  limitPreset: z.string().max(40).nullable(),
  /** The first start is over: the welcome is not shown again. */
  welcomed: z.boolean(),
  /** Steps of the checklist that were done. */
  stepsDone: z.array(z.string().max(40)).max(20),
  checklistDismissed: z.boolean(),
  keybindings: keybindingsSchema,
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const defaultPreferences: Preferences = {
  theme: 'system',
  language: 'system',
  editorFontSize: 13,
  formatOnSave: false,
  runMarks: true,
  gateway: { port: null, exposed: false, requireToken: false },
  historyMb: null,
  limitPreset: null,
  welcomed: false,
  stepsDone: [],
  checklistDismissed: false,
  keybindings: {},
};

/** `kept` is null where the file could not be copied. */
export const settingsDamageSchema = z.object({ reason: z.string(), kept: z.string().nullable() });
export type SettingsDamage = z.infer<typeof settingsDamageSchema>;

export const appInfoSchema = z.object({
  version: z.string(),
  /** Null in a browser, which has its own. */
  electron: z.string().nullable(),
  chromium: z.string().nullable(),
  node: z.string(),
  platform: z.enum(['darwin', 'linux', 'win32']),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

/** What the system asked the app to open: a link to a function, or a bundle somebody double-clicked. */
export const openRequestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('function'), id: functionIdSchema }),
  /** `file` is an absolute path; nothing has been read of it. */
  z.object({ type: z.literal('bundle'), file: z.string() }),
]);
export type OpenRequest = z.infer<typeof openRequestSchema>;

/** `left`: what of a folder was left out. */
const packedSourceSchema = z.object({ source: importSourceSchema, left: z.array(z.string()) });

/** The passphrase for machines without a key store: `locked` until it is given, once in each start of the app. */
const passphraseStateSchema = z.enum(['none', 'locked', 'open']);
export type PassphraseState = z.infer<typeof passphraseStateSchema>;

/** Short ones are guessed by who has the file. */
export const passphraseSchema = z.string().min(8).max(1_024);

/** Which values of secrets the app has, for the open workspace. The values themselves never come to the window. */
export const secretsStateSchema = z.object({
  /** Why the system does not keep a key for values: it would be as plain text, or not at all. Null when it does. */
  refusal: z.enum(['plain-text', 'unavailable']).nullable(),
  passphrase: passphraseStateSchema,
  /** Why what was kept cannot be read. */
  damage: z.string().nullable(),
  /** `memory`: until the app ends. `unreadable`: its key is locked, forgotten, or another machine's. */
  held: z.array(
    z.object({ environment: z.string(), name: z.string(), kept: z.enum(['disk', 'memory', 'unreadable']) }),
  ),
});
export type SecretsState = z.infer<typeof secretsStateSchema>;

/** Whether a value can be kept encrypted: by the system's key store, or by a passphrase that was given. */
export const canKeepOnDisk = ({ refusal, passphrase }: Omit<SecretsState, 'held'>): boolean =>
  refusal === null || passphrase === 'open';

/**
 * What the app around the window does. Served by Electron's main process, never over HTTP: in a browser the page itself
 * does what a browser lets it, and leaves out the rest.
 */
export const shellContract = {
  engine: {
    /** The state now, then each change. */
    watch: oc.output(eventIterator(engineStateSchema)),
    /** Starts it at once after a failure; on another port, for as long as the app runs, if one is named. */
    retry: oc.input(z.object({ port: z.int().min(1).max(65_535).optional() })).output(z.undefined()),
  },
  workspace: {
    /** Lets the person choose a folder and opens it; null when they thought better of it. */
    choose: oc.output(z.object({ folder: z.string() }).nullable()),
    /** Folders opened before, latest first, the open one among them; now, then each change. */
    watchRecent: oc.output(eventIterator(z.array(z.string()))),
    /** Opens one of those. */
    openRecent: oc.input(z.object({ folder: z.string().max(4_096) })).output(z.undefined()),
    /** Shows a file of the open workspace in the system's file manager. `path` is relative to the workspace. */
    reveal: oc.input(z.object({ path: z.string().max(1_024).default('') })).output(z.undefined()),
  },
  secrets: {
    /** What there is now, then each change. */
    watch: oc.output(eventIterator(secretsStateSchema)),
    /** In effect at once. `disk` is refused where only plain text would be possible; `memory` lasts until the app ends. */
    set: oc
      .input(
        z.object({
          environment: environmentNameSchema,
          name: secretNameSchema,
          value: z.string().min(1).max(32_768),
          keep: z.enum(['disk', 'memory']),
        }),
      )
      .output(z.undefined()),
    /** Forgets one value, or all of an environment. */
    remove: oc
      .input(z.object({ environment: environmentNameSchema, name: secretNameSchema.optional() }))
      .output(z.undefined()),
    passphrase: {
      /** Values can be kept encrypted with it from now on. Refused when there is one. */
      choose: oc.input(z.object({ passphrase: passphraseSchema })).output(z.undefined()),
      /** What was kept with it can be read from now on, until the app ends. Refused, at the field, when it is wrong. */
      unlock: oc.input(z.object({ passphrase: z.string().max(1_024) })).output(z.undefined()),
      /** Another one opens what was kept with it, from now on. Refused, at the field, when the present one is wrong. */
      change: oc.input(z.object({ passphrase: z.string().max(1_024), next: passphraseSchema })).output(z.undefined()),
      /** Gives up a forgotten one: what was kept with it cannot be read any more, and another one can be chosen. */
      forget: oc.output(z.undefined()),
    },
  },
  downloads: {
    /** Lets the person choose where, and writes it there; null when they thought better of it. */
    save: oc
      .input(z.object({ name: z.string().max(200), base64: z.string().max(160_000_000) }))
      .output(z.object({ path: z.string() }).nullable()),
    /** The same for a zip that becomes a folder of that name in the one the person chooses; never replaces others' files. */
    unpack: oc
      .input(z.object({ name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,100}$/), zip: z.string().max(300_000_000) }))
      .output(z.object({ path: z.string() }).nullable()),
    /** Shows a file that was saved since the app started in the system's file manager. */
    reveal: oc.input(z.object({ path: z.string().max(4_096) })).output(z.undefined()),
  },
  imports: {
    /** Lets the person choose a folder and packs it; null when they thought better of it. Values of secrets stay out. */
    chooseFolder: oc.output(packedSourceSchema.nullable()),
    /** Reads a bundle that the system asked to open, and nothing else. */
    readOpened: oc.input(z.object({ file: z.string().max(4_096) })).output(packedSourceSchema),
  },
  opens: {
    /** What waits to be opened, then each that comes; each is told once. */
    watch: oc.output(eventIterator(openRequestSchema)),
  },
  links: {
    /** Opens the system's browser: `https:` addresses and the gateway's own, nothing else. */
    open: oc.input(z.object({ url: z.string().max(2_048) })).output(z.undefined()),
  },
  preferences: {
    /** What could not be read of the settings when the app started, and where the file is kept as it was. */
    damage: oc.output(settingsDamageSchema.nullable()),
    /** The preferences now, then each change. */
    watch: oc.output(eventIterator(preferencesSchema)),
    set: oc.input(preferencesSchema.partial()).output(preferencesSchema),
  },
  menu: {
    /** The commands a person chooses in the menu, for the window to answer. */
    watch: oc.output(eventIterator(commandIdSchema)),
  },
  app: {
    info: oc.output(appInfoSchema),
  },
};
export type ShellContract = typeof shellContract;
