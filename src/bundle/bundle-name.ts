/** What a bundle is called: as packages, containers and workers may be. */
export function bundleName(text: string): string {
  const name = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^[-0-9]+|-+$/g, '');
  return name || 'functions';
}
