import type { Readable } from 'node:stream';
import { z } from 'zod';
import { namesOf, type PersonName } from '../db/directory.ts';
import { listOutstanding, type Outstanding, type OutstandingPosition } from '../db/outstanding.ts';
import { decodeCursor, pageOf } from './cursor.ts';
import { registerFile } from './register-file.ts';
import { instant } from './schemas/text.ts';
import type { Services } from './services.ts';

export type NamedOutstanding = Pick<Outstanding, 'team' | 'version' | 'since' | 'dueAt'> & {
  person: PersonName;
  manager: PersonName | null;
};

export const outstandingPerson = z
  .object({
    person: z.object({ id: z.string(), userName: z.string(), name: z.string() }),
    team: z.string().nullable(),
    manager: z.object({ id: z.string(), userName: z.string(), name: z.string() }).nullable(),
    version: z.number().int(),
    since: z.iso.datetime(),
    dueAt: z.iso.datetime(),
  })
  .meta({ id: 'OutstandingPerson', description: 'Somebody who has not done yet what they are asked for.' });

const position = z.strictObject({ dueAt: instant, person: z.string().max(200) });

/** One page of those who have not done yet what a campaign asks for, the latest first. */
export async function outstandingPage(
  services: Services,
  campaign: string,
  { dueBy, cursor, limit }: { dueBy?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: NamedOutstanding[]; next: string | null }> {
  const after: OutstandingPosition | undefined =
    cursor === undefined ? undefined : decodeCursor(position, cursor);
  const people = await listOutstanding(services.db, campaign, { dueBy }, limit + 1, after);
  const { page, next } = pageOf(people, limit, ({ dueAt, person }) => ({ dueAt, person }));
  return { items: await named(services, page), next };
}

async function named({ db }: Services, people: readonly Outstanding[]): Promise<NamedOutstanding[]> {
  const nameOf = await namesOf(
    db,
    people.flatMap(({ manager }) => manager ?? []),
  );
  return people.map(({ person, userName, name, manager, ...rest }) => ({
    person: { id: person, userName, name },
    manager: manager === null ? null : nameOf(manager),
    ...rest,
  }));
}

const columns = ['userName', 'name', 'team', 'manager', 'version', 'since', 'dueAt', 'overdue'] as const;

/** All of them, as a file. */
export function outstandingFile(
  services: Services,
  campaign: string,
  format: 'csv' | 'json',
  at: string,
): Readable {
  return registerFile(columns, rowsOf(services, campaign, at), format);
}

const batch = 500;

async function* rowsOf(services: Services, campaign: string, at: string) {
  for (let after: OutstandingPosition | undefined; ;) {
    const people: Outstanding[] = await listOutstanding(services.db, campaign, {}, batch, after);
    yield (await named(services, people)).map(({ person, manager, ...rest }) => ({
      userName: person.userName,
      name: person.name,
      manager: manager?.userName ?? null,
      ...rest,
      overdue: rest.dueAt <= at,
    }));
    const last = people.at(-1);
    after = last && { dueAt: last.dueAt, person: last.person };
    if (people.length < batch) return;
  }
}
