export const common = {
  appName: 'Nexo Studio',
  cancel: 'Cancel',
  close: 'Close',
  copied: 'Copied',
  copy: 'Copy',
  delete: 'Delete',
  dismiss: 'Dismiss',
  loading: 'Loading',
  of: '{{used}} of {{allowed}}',
  open: 'Open',
  save: 'Save',
  undo: 'Undo',
} as const;
