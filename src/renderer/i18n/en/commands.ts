/** Titles of the commands, by their ids. */
export const commands = {
  engine: { restart: 'Restart the engine' },
  function: {
    delete: 'Delete this function…',
    new: 'New function…',
    run: 'Run what is in the editor',
    save: 'Save and serve',
    settings: 'Settings of this function…',
  },
  gateway: { copy: 'Copy the gateway address' },
  groups: { app: 'App', go: 'Go to', function: 'Function', workspace: 'Workspace', view: 'View' },
  language: { en: 'Speak English (English)', 'zh-CN': 'Speak Chinese (简体中文)' },
  palette: { open: 'All commands' },
  screen: { calls: 'Calls', dashboard: 'Dashboard', editor: 'Editor', functions: 'Functions', home: 'Home' },
  settings: { environments: 'Environments and secrets', keyboard: 'Change keyboard shortcuts', open: 'Settings' },
  shortcuts: { show: 'Keyboard shortcuts' },
  theme: { dark: 'Dark theme', light: 'Light theme', system: "The system's theme" },
  workspace: { open: 'Open another folder…', reveal: 'Show the workspace in the file manager' },
} as const;
