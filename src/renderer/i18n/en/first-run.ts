export const firstRun = {
  choose: 'Choose…',
  description: 'No account, nothing leaves this machine. You can change all of this later.',
  folder: 'Workspace folder',
  folderHint: 'Your functions are plain files in it.',
  folderOfServer: 'On the machine of the server, which was started with it. Your functions are plain files in it.',
  hintComment: 'Edit this, then press {{keys}}: it runs, saved or not.',
  samples: 'Five small functions are put into it, one of them an endless loop that is stopped.',
  skip: 'Skip',
  start: 'Start',
  title: 'Welcome to Nexo Studio',
  yours: 'There are functions in it already; they stay as they are.',
} as const;
