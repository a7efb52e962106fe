import { Problem } from './problem.ts';

/** The revision that the person saw, from If-Match. Throws a Problem with 428 without one. */
export function revisionSeen(ifMatch: string | undefined): number {
  const tag = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch?.trim() ?? '')?.[1];
  if (tag !== undefined) return Number(tag);
  if (ifMatch === undefined || ifMatch.trim() === '*') {
    throw new Problem(
      'precondition_required',
      'Say in If-Match which revision you have seen: the ETag of the request as you read it.',
    );
  }
  throw new Problem('stale_revision', 'This If-Match names no revision of this request.');
}
