import type { Readable } from 'node:stream';
import { z } from 'zod';
import { courseTitles } from '../db/course.ts';
import { namesOf } from '../db/directory.ts';
import type { Person } from '../db/identity.ts';
import { trainingAskedOf } from '../db/training-assignment.ts';
import {
  completionsOf,
  type CountedCompletion,
  findCompletion,
  listTrained,
  recordedCompletion,
  trainedBy,
  type TrainedPerson,
  trainingStream,
} from '../db/training.ts';
import { decodeCursor, pageOf } from './cursor.ts';
import { endOfDay, isDay } from './day.ts';
import { oversees } from './people-shown.ts';
import { Problem } from './problem.ts';
import { registerFile } from './register-file.ts';
import type { Caller } from './route.ts';
import { someText } from './schemas/text.ts';
import type { Services } from './services.ts';

/** Throws a Problem for whoever has no business with this person's training. Programs read what the API says, and get no documents. */
export function admitToTraining(
  caller: Caller,
  { id, manager }: Pick<Person, 'id' | 'manager'>,
  what: 'facts' | 'documents' = 'facts',
): void {
  if (caller.kind === 'machine' && what === 'facts') return;
  if (caller.kind === 'person' && [id, manager].includes(caller.person.id)) return;
  if (oversees(caller)) return;
  const detail = 'Training is shown to the person, their manager, and whoever oversees it.';
  throw new Problem('wrong_role', detail);
}

/** The instant that somebody asks about: a day is its last moment where the organisation is. */
export async function momentOf(services: Services, on: string | undefined, at: string): Promise<string> {
  return on === undefined || isDay(on) ? endOfDay(services, on, at) : on;
}

/** Completions as lists of one person's show them. */
export async function representCompletions({ db }: Services, completions: readonly CountedCompletion[]) {
  const titles = await courseTitles(db, [...new Set(completions.map(({ course }) => course))]);
  const nameOf = await namesOf(
    db,
    completions.flatMap(({ vouchedBy }) => vouchedBy ?? []),
  );
  return completions.map((completion) => ({
    id: completion.id,
    course: { id: completion.course, title: titles.get(completion.course) ?? completion.course },
    competence: completion.competence,
    version: completion.version,
    completedAt: completion.completedAt,
    validUntil: completion.validUntil,
    countsUntil: completion.countsUntil,
    score: completion.score,
    source: completion.source,
    vouchedBy: completion.vouchedBy === null ? null : nameOf(completion.vouchedBy),
    evidence: completion.evidence,
    externalId: completion.externalId,
    revokedAt: completion.revokedAt,
  }));
}

/** Throws a Problem where there is no such completion. */
export async function knownCompletion({ db }: Services, id: string): Promise<CountedCompletion> {
  const found = await findCompletion(db, id);
  if (found === undefined) throw new Problem('not_found', 'There is no such completion.');
  return found;
}

/** A completion with whose it is, and where it stands on record. */
export async function representCompletion(services: Services, completion: CountedCompletion) {
  const { db } = services;
  const { seq, hash, revocation } = await recordedCompletion(db, completion);
  const nameOf = await namesOf(db, [completion.person, ...(revocation === null ? [] : [revocation.by])]);
  const [represented] = await representCompletions(services, [completion]);
  return {
    ...represented,
    person: nameOf(completion.person),
    revocation: revocation && { ...revocation, by: nameOf(revocation.by) },
    event: { stream: trainingStream(completion.person), seq, hash },
  };
}

/** What a person is asked to take and has completed, and whether they are trained for something at a moment. */
export async function representTraining(
  services: Services,
  { id, userName, name }: Person,
  { competence, on }: { competence: string | undefined; on: string },
) {
  const { db } = services;
  const held = competence === undefined ? undefined : await trainedBy(db, id, competence, on);
  const asked = await trainingAskedOf(db, id);
  return {
    person: { id, userName, name },
    on,
    for: competence ?? null,
    trained: competence === undefined ? null : held !== undefined,
    until: held?.countsUntil ?? null,
    by: held?.id ?? null,
    asked: asked.map(({ course, title, ...rest }) => ({ course: { id: course, title }, ...rest })),
    completions: await representCompletions(services, await completionsOf(db, id, { competence })),
  };
}

const position = z.strictObject({ userName: someText(200) });

interface WhoWasTrained {
  competence: string;
  on: string;
}

/** One page of everybody who is trained for something at a moment, by user name. */
export async function trainedPage(
  { db }: Services,
  { competence, on, cursor, limit }: WhoWasTrained & { cursor?: string | undefined; limit: number },
) {
  const after = cursor === undefined ? undefined : decodeCursor(position, cursor).userName;
  const people = await listTrained(db, competence, on, limit + 1, after);
  const { page, next } = pageOf(people, limit, ({ userName }) => ({ userName }));
  return { items: page.map(representTrained), next };
}

function representTrained({
  person,
  userName,
  name,
  course,
  courseTitle,
  countsUntil,
  ...rest
}: TrainedPerson) {
  return {
    person: { id: person, userName, name },
    course: { id: course, title: courseTitle },
    until: countsUntil,
    ...rest,
  };
}

const columns = [
  'userName',
  'name',
  'competence',
  'on',
  'course',
  'version',
  'completedAt',
  'until',
  'source',
  'completion',
] as const;

/** Everybody who is trained for something at a moment, as a file. */
export function trainedFile(services: Services, asked: WhoWasTrained, format: 'csv' | 'json'): Readable {
  return registerFile(columns, trainedRows(services, asked), format);
}

const batch = 500;

async function* trainedRows({ db }: Services, { competence, on }: WhoWasTrained) {
  for (let after: string | undefined; ;) {
    const people: TrainedPerson[] = await listTrained(db, competence, on, batch, after);
    yield people.map(
      ({ userName, name, courseTitle, version, completedAt, countsUntil, source, completion }) => ({
        userName,
        name,
        competence,
        on,
        course: courseTitle,
        version,
        completedAt,
        until: countsUntil,
        source,
        completion,
      }),
    );
    after = people.at(-1)?.userName;
    if (people.length < batch) return;
  }
}
