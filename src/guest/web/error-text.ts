/** What is thrown, as text for people: the stack of an error, else its own text. Never throws. */
export function errorText(thrown: unknown): string {
  try {
    if (typeof thrown === 'object' && thrown !== null) {
      const { stack } = thrown as { stack?: unknown };
      if (typeof stack === 'string' && stack !== '') return stack;
    }
    return String(thrown);
  } catch {
    return 'an error that cannot be shown as text';
  }
}
