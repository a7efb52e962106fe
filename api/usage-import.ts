import { systemsMeant } from '../db/usage-system.ts';
import type { UsageOutcome } from '../db/usage-ingestion.ts';
import type { UsageEvent } from '../domain/usage-event.ts';
import { largestUsageBatch } from '../domain/usage-event.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';

/** A system that a log tells of. */
export interface LoggedSystem {
  name: string;
  /** Where the register has it. */
  system: string | null;
  uses: number;
  people: number;
}

/** Those of these names that the register knows. */
export async function knownNames({ db }: Services, names: readonly string[]): Promise<ReadonlySet<string>> {
  const meant = await systemsMeant(
    db,
    names.map((system) => ({ system })),
  );
  return new Set(names.filter((system) => meant({ system }) !== undefined));
}

/** The systems of these uses, most used first. */
export async function systemsOf({ db }: Services, events: readonly UsageEvent[]): Promise<LoggedSystem[]> {
  const meant = await systemsMeant(db, events);
  const uses = new Map<string, UsageEvent[]>();
  for (const event of events) {
    const known = uses.get(event.system);
    if (known === undefined) uses.set(event.system, [event]);
    else known.push(event);
  }
  return [...uses]
    .map(([name, ofIt]) => ({
      name,
      system: meant({ system: name })?.id ?? null,
      uses: ofIt.length,
      people: new Set(ofIt.flatMap(({ person }) => person?.toLowerCase() ?? [])).size,
    }))
    .sort((a, b) => b.uses - a.uses || (a.name < b.name ? -1 : 1));
}

/** Puts the uses down, and counts what became of them. @throws a Problem where too much is waiting */
export async function takeLoggedUse(
  { usage }: Services,
  events: readonly UsageEvent[],
  at: string,
): Promise<Record<UsageOutcome['outcome'], number>> {
  const counts = { accepted: 0, duplicate: 0, refused: 0 };
  for (let from = 0; from < events.length; from += largestUsageBatch) {
    if (usage.isFull)
      throw new Problem('unavailable', 'More is sent than can be put down just now. Try again.');
    for (const { outcome } of await usage.putDown(events.slice(from, from + largestUsageBatch), at)) {
      counts[outcome] += 1;
    }
  }
  return counts;
}
