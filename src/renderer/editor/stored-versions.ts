/** The version of each file as it was last read or written, for noticing what others wrote since. */
export const storedVersions = new Map<string, string>();
