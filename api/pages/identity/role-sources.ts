/** Where a role comes from, where it is not given by hand alone: see `RoleSource`. */
export function sourcesInWords(sources: readonly string[]): string {
  const words = sources.map((source) =>
    source === 'hand'
      ? 'by hand'
      : source === 'claim'
        ? 'by the identity provider at sign-in'
        : 'by a group of the directory',
  );
  return words.length === 1 && words[0] === 'by hand' ? '' : [...new Set(words)].join(', ');
}
