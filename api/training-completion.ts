import type { z } from 'zod';
import { coursesMeant } from '../db/course.ts';
import { findPerson } from '../db/directory.ts';
import { bringCompletion, type BroughtCompletion } from '../db/training-completion.ts';
import { machineItself } from '../domain/identity.ts';
import type { PersonId } from '../domain/decider.ts';
import { startOfDay } from './day.ts';
import { Problem, refusedBy } from './problem.ts';
import { type Caller, actorOf } from './route.ts';
import type { newCompletion } from './schemas/training.ts';
import type { Services } from './services.ts';

/** Who brings it: a person, or the program itself. */
export function bringerOf(caller: Caller): PersonId {
  return caller.kind === 'machine' ? machineItself(caller.name) : actorOf(caller).person;
}

/** Puts a completion elsewhere on record. Throws a Problem that names the field for what cannot be. */
export async function addCompletion(
  services: Services,
  body: z.output<typeof newCompletion>,
  caller: Caller,
  at: string,
) {
  const by = bringerOf(caller);
  const course = await courseMeant(services, body.course);
  const person = await personMeant(services, body.person, '/person');
  const { vouchedBy: voucher, version, validUntil, score, evidence, externalId, completedAt } = body;
  const completion: BroughtCompletion = {
    person,
    course,
    version: version ?? null,
    completedAt: await startOfDay(services, completedAt),
    validUntil: validUntil === undefined ? null : await startOfDay(services, validUntil),
    score: score ?? null,
    vouchedBy: voucher === undefined ? by : await personMeant(services, voucher, '/vouchedBy'),
    evidence: evidence ?? null,
    externalId: externalId ?? null,
  };
  const brought = await bringCompletion(services.db, completion, by, at);
  if ('code' in brought) throw refusedBy(brought);
  return brought;
}

async function courseMeant({ db }: Services, reference: string): Promise<string> {
  const [course, ...others] = (await coursesMeant(db, [reference])).get(reference.toLowerCase()) ?? [];
  if (course === undefined) throw atField('/course', 'There is no course of this id or title.');
  if (others.length > 0) throw atField('/course', 'Several courses have this title: give the id of one.');
  return course;
}

/** Somebody who has left has had their training all the same. */
async function personMeant({ db }: Services, reference: string, pointer: string): Promise<PersonId> {
  const found = await findPerson(db, reference);
  if (found === undefined) throw atField(pointer, 'Nobody of this id or user name is in the directory.');
  return found.id;
}

function atField(pointer: string, detail: string): Problem {
  return new Problem('invalid', `${pointer} cannot be accepted.`, { errors: [{ pointer, detail }] });
}
