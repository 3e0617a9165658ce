export const palette = {
  noneFits: 'No command fits.',
  placeholder: 'Type what you want to do',
  clear: 'Clear',
  current: 'open',
  noNotifications: 'Nothing was reported yet.',
  notFound: 'There is no function {{id}} in this workspace.',
  otherFolder: 'Another folder…',
  pickEnvironment: 'Which environment should functions run in?',
  pickPreset: 'Target',
  pickWorkspace: 'Which workspace should be opened?',
  sheetHint: 'You can change them in Settings, under Keyboard.',
} as const;
