const here = 'http://here.invalid';

/**
 * The path of ours to go on to, or the start page for anything that a browser could take for another place: what is not
 * exactly itself once resolved (`//elsewhere`, `/\elsewhere`, `/..//elsewhere`, a path with a tab) is not followed.
 */
export function localPath(to: unknown): string {
  if (typeof to !== 'string' || !to.startsWith('/') || !URL.canParse(to, here)) return '/';
  const { origin, pathname, search } = new URL(to, here);
  return origin === here && pathname + search === to ? to : '/';
}
