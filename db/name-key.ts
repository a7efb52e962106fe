/** A name as it is looked for: in small letters, its spaces single. */
export function nameKey(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
