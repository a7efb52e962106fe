import type { ControlStatus } from '../domain/control.ts';
import type { Instant } from '../domain/decider.ts';
import type { NewsTopic } from '../domain/subscriber.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, lockStream } from './facts.ts';
import { tellSubscribers } from './subscriber.ts';
import { type ShownTrustPage, trustPageShown } from './trust-page-shown.ts';

/** Something that the world can see, how it stands, and what is said when that changes. */
interface Watched {
  /** Names it from look to look. */
  thing: string;
  topic: NewsTopic;
  /** Compared with what was seen last. */
  seen: string;
  line: string;
  /** Whether it is news when it is seen for the first time. */
  whenNew: boolean;
}

/**
 * Compares what the world sees with what it saw at the last look, and has subscribers told of what has changed, all of it
 * in one mail. The first look tells of nothing. Returns what was told.
 */
async function tellNews(
  trx: DatabaseTransaction,
  watched: readonly Watched[],
  gone: (thing: string) => { topic: NewsTopic; line: string } | undefined,
): Promise<string[]> {
  await lockStream(trx, 'trust-news');
  const rows = await trx.selectFrom('trust_watch').selectAll().execute();
  const before = new Map(rows.map(({ thing, seen }) => [thing, seen]));
  const changed = watched.filter(({ thing, seen }) => before.get(thing) !== seen);
  const things = new Set(watched.map(({ thing }) => thing));
  const missing = rows.filter(({ thing }) => !things.has(thing)).map(({ thing }) => thing);
  for (const { thing, seen } of changed) {
    await trx
      .insertInto('trust_watch')
      .values({ thing, seen })
      .onConflict((conflict) => conflict.column('thing').doUpdateSet({ seen }))
      .execute();
  }
  if (missing.length > 0) await trx.deleteFrom('trust_watch').where('thing', 'in', missing).execute();
  if (rows.length === 0) return [];
  const news = [
    ...changed.filter(({ thing, whenNew }) => whenNew || before.has(thing)),
    ...missing.flatMap((thing) => gone(thing) ?? []),
  ];
  await tellSubscribers(trx, news);
  return news.map(({ line }) => line);
}

/** How a status reads in a mail. */
const statusWords: Record<ControlStatus, string> = {
  met: 'met',
  partly_met: 'partly met',
  gap: 'a gap',
  nothing_to_check: 'nothing to check yet',
  not_applicable: 'not applicable',
};

/** Looks at what the world sees, and has subscribers told of what has changed. While nothing is published, nothing is news. */
export async function lookForNews(db: Database, publicUrl: string, at: Instant): Promise<string[]> {
  const page = await trustPageShown(db, publicUrl, at);
  if (page === undefined) return [];
  return inTransaction(db, (trx) =>
    tellNews(trx, watchedOn(page), (thing) => {
      const title = /^policy\/(.*)$/s.exec(thing)?.[1];
      return title === undefined
        ? undefined
        : { topic: 'policy', line: `${title}: no longer shown as in force` };
    }),
  );
}

function watchedOn({ version, controls, policies, documents }: ShownTrustPage): Watched[] {
  return [
    {
      thing: 'version',
      topic: 'version',
      seen: String(version),
      line: `What we say of ourselves is published anew, as version ${version}`,
      whenNew: true,
    },
    ...controls.map(({ id, title, status }): Watched => ({
      thing: `control/${id}`,
      topic: 'control',
      seen: status,
      line: `${title} (${id}): now ${statusWords[status]}`,
      whenNew: false,
    })),
    ...policies.map(({ title, version: number }): Watched => ({
      thing: `policy/${title}`,
      topic: 'policy',
      seen: String(number),
      line: `${title}: version ${number} is in force`,
      whenNew: true,
    })),
    ...documents.map(({ title, askAt }): Watched => ({
      thing: `document/${askAt}`,
      topic: 'document',
      seen: 'there',
      line: `${title}: can be asked for`,
      whenNew: true,
    })),
  ];
}
