import { randomUUID } from 'node:crypto';
import type { Course } from '../domain/course.ts';
import type { Instant, PersonId, Refusal } from '../domain/decider.ts';
import { completedElsewhere, completionRevoked, type ExternalCompletion } from '../domain/training.ts';
import { courseStream, courseVersions, findCourse } from './course.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { attachedHashes } from './evidence.ts';
import { inTransaction, lockStream } from './facts.ts';
import { recordTraining, tellOfRevocation } from './training-record.ts';
import {
  completionBroughtAs,
  completionsOf,
  type CountedCompletion,
  findCompletion,
  trainingStream,
} from './training.ts';

/** A completion elsewhere as it comes in. */
export interface BroughtCompletion extends Omit<ExternalCompletion, 'id' | 'version'> {
  course: string;
  /** The one that was in force when it was completed, where it does not say. */
  version: number | null;
}

/** A completion as it is on record, and whether it has come before. */
export interface Brought {
  id: string;
  isKnown: boolean;
}

/** Puts one completion elsewhere on record; what a program brings again under the same id of its own is there once. */
export function bringCompletion(
  db: Database,
  completion: BroughtCompletion,
  by: PersonId,
  at: Instant,
): Promise<Brought | Refusal> {
  return inTransaction(db, async (trx) => {
    await lockAll(trx, [completion]);
    return putDown(trx, completion, by, at);
  });
}

/** Carries the refusals of some out of the transaction in which all were to be put down. */
class SomeRefused extends Error {
  readonly refusals: ReadonlyMap<number, Refusal>;

  constructor(refusals: ReadonlyMap<number, Refusal>) {
    super('not all of them can be put down');
    this.refusals = refusals;
  }
}

/** A transaction that was only to show what would come of it. */
class OnlyTried extends Error {
  readonly brought: Brought[];

  constructor(brought: Brought[]) {
    super('only tried');
    this.brought = brought;
  }
}

/** Puts all of them on record, or none: then it says which of them are refused, by their places. */
export async function bringCompletions(
  db: Database,
  completions: readonly BroughtCompletion[],
  { by, at, dryRun }: { by: PersonId; at: Instant; dryRun: boolean },
): Promise<{ brought: Brought[] } | { refusals: ReadonlyMap<number, Refusal> }> {
  try {
    return {
      brought: await inTransaction(db, async (trx) => {
        const brought = await putDownAll(trx, completions, by, at);
        if (dryRun) throw new OnlyTried(brought);
        return brought;
      }),
    };
  } catch (error) {
    if (error instanceof OnlyTried) return { brought: error.brought };
    if (error instanceof SomeRefused) return { refusals: error.refusals };
    throw error;
  }
}

async function putDownAll(
  trx: DatabaseTransaction,
  completions: readonly BroughtCompletion[],
  by: PersonId,
  at: Instant,
): Promise<Brought[]> {
  await lockAll(trx, completions);
  const brought: Brought[] = [];
  const refusals = new Map<number, Refusal>();
  for (const [place, completion] of completions.entries()) {
    const result = await putDown(trx, completion, by, at);
    if ('code' in result) refusals.set(place, result);
    else brought.push(result);
  }
  if (refusals.size > 0) throw new SomeRefused(refusals);
  return brought;
}

/** In one order everywhere: those that come at once wait for each other, and not in a circle. */
async function lockAll(trx: DatabaseTransaction, completions: readonly BroughtCompletion[]): Promise<void> {
  const courses = [...new Set(completions.map(({ course }) => course))].sort();
  const people = [...new Set(completions.map(({ person }) => person))].sort();
  for (const course of courses) await lockStream(trx, courseStream(course), 'shared');
  // Programs' own ids are there once, whoever they are about.
  if (completions.some(({ externalId }) => externalId !== null)) await lockStream(trx, 'training-completion');
  for (const person of people) await lockStream(trx, trainingStream(person));
}

async function putDown(
  trx: DatabaseTransaction,
  completion: BroughtCompletion,
  by: PersonId,
  at: Instant,
): Promise<Brought | Refusal> {
  const { course: courseId, version, ...rest } = completion;
  const { person, evidence } = rest;
  const course = await findCourse(trx, courseId);
  if (course === undefined)
    return { code: 'invalid', pointer: '/course', detail: 'There is no such course.' };
  const known = await knownAlready(trx, completion);
  if (known !== undefined) return isSame(known, completion) ? { id: known.id, isKnown: true } : usedElse();
  const attached = await attachedHashes(trx, trainingStream(person), evidence === null ? [] : [evidence]);
  if (evidence !== null && !attached.has(evidence)) {
    const detail = 'This file is not among those of the person’s training.';
    return { code: 'invalid', pointer: '/evidence', detail };
  }
  const id = randomUUID();
  const taken = version ?? (await versionInForce(trx, course, rest.completedAt));
  const event = completedElsewhere(course, { ...rest, id, version: taken }, by, at);
  if ('code' in event) return event;
  await recordTraining(trx, person, courseId, [event]);
  return { id, isKnown: false };
}

/** What came before under the same id; without one, what says the same and was not taken back. */
async function knownAlready(
  trx: DatabaseTransaction,
  completion: BroughtCompletion,
): Promise<CountedCompletion | undefined> {
  const { externalId, person, course } = completion;
  if (externalId !== null) return completionBroughtAs(trx, externalId);
  const held = await completionsOf(trx, person, { course });
  return held.find((one) => one.source === 'external' && one.revokedAt === null && isSame(one, completion));
}

/** The version that was in force at an instant, or the first where there was none yet. */
async function versionInForce(trx: DatabaseTransaction, { id }: Course, at: Instant): Promise<number> {
  const versions = await courseVersions(trx, id);
  return versions.find(({ publishedAt }) => publishedAt <= at)?.version ?? 1;
}

/** Whether it is what came before under the same id, as far as it says. */
function isSame(known: CountedCompletion, { person, course, completedAt }: BroughtCompletion): boolean {
  return known.person === person && known.course === course && known.completedAt === completedAt;
}

function usedElse(): Refusal {
  const detail = 'Another completion has come under this id before.';
  return { code: 'invalid', pointer: '/externalId', detail };
}

/** Takes a completion back that was a mistake; undefined where there is none. */
export function revokeCompletion(
  db: Database,
  id: string,
  reason: string,
  { by, at }: { by: PersonId; at: Instant },
): Promise<'revoked' | Refusal | undefined> {
  return inTransaction(db, async (trx) => {
    const found = await findCompletion(trx, id);
    if (found === undefined) return undefined;
    // Whatever rests on the course being complete, as a condition of an approval does, comes before or after.
    await lockStream(trx, courseStream(found.course));
    await lockStream(trx, trainingStream(found.person));
    const completion = (await findCompletion(trx, id)) ?? found;
    const event = completionRevoked(completion, reason, by, at);
    if ('code' in event) return event;
    await recordTraining(trx, completion.person, completion.course, [event]);
    await tellOfRevocation(trx, completion.person, completion.course, at);
    return 'revoked';
  });
}
