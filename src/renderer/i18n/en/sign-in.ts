/** The way into the console, in a browser. */
export const signIn = {
  description: 'Open the link that nexo serve --console printed, or give its token here.',
  enter: 'Open',
  hint: 'It is in .nexo/token of the workspace, or was set as NEXO_TOKEN.',
  refused: 'The server did not take this token.',
  title: 'Nexo Studio in your browser',
  token: 'Token',
  whatIsKept: 'This tab keeps it until you close it. What you were editing is not lost.',
} as const;
