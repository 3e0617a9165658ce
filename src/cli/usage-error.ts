/** Something a person at the terminal has to put right; the message says how. */
export class UsageError extends Error {}
