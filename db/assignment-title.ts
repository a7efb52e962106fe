import type { Database } from './database.ts';

/** What policies and courses are called, by their ids. */
export async function subjectTitles(
  db: Database,
  asked: readonly { campaign: string }[],
): Promise<Map<string, string>> {
  const ids = asked.map(({ campaign }) => campaign);
  if (ids.length === 0) return new Map();
  const policies = await db.selectFrom('policy').select(['id', 'title']).where('id', 'in', ids).execute();
  const courses = await db.selectFrom('course').select(['id', 'title']).where('id', 'in', ids).execute();
  return new Map([...policies, ...courses].map(({ id, title }) => [id, title]));
}
