type Formatter = (path: string) => Promise<void>;

let formatter: Formatter | null = null;

/** The code editor announces how it formats, once it is there. */
export function setFormatter(next: Formatter): void {
  formatter = next;
}

/** Formats a file's text where it stands; does nothing for kinds of files that have no formatter. */
export async function formatFile(path: string): Promise<void> {
  await formatter?.(path);
}
