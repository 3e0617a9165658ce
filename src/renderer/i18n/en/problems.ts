export const problems = {
  checkAll: 'Check all functions',
  empty: 'No problems known',
  emptyHint: 'The editor checks the files of the open function; all functions are compiled when you ask for it.',
  error: 'Error',
  nextKeys: '{{keys}} leads to the next',
  summary: '{{errors}} errors, {{warnings}} warnings',
  title: 'Problems',
  warning: 'Warning',
} as const;
