export const palette = {
  noneFits: 'No command fits.',
  placeholder: 'Type what you want to do',
  sheetHint: 'You can change them in Settings, under Keyboard.',
} as const;
