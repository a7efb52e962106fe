import { z } from 'zod';
import type { PersonRow, RowFault } from '../db/people-match.ts';
import { personRoles } from '../domain/identity.ts';
import { readTable } from './csv-table.ts';
import { email, roleList, timeZone } from './schemas/person.ts';
import { someText } from './schemas/text.ts';

/** An empty cell of an optional column takes away what was there. */
const orNothing = <Schema extends z.ZodType<string, string>>(schema: Schema) =>
  z.union([z.literal('').transform(() => null), schema]);

const cells = {
  userName: someText(200),
  name: someText(200),
  email: orNothing(email),
  manager: orNothing(someText(200)),
  team: orNothing(someText(200)),
  timeZone: orNothing(timeZone),
  roles: z
    .string()
    .transform((text) => text.split(/[\s,;]+/).filter((word) => word !== ''))
    .pipe(roleList),
  active: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', 'false', ''], { error: 'must be true or false' }))
    .transform((word) => (word === '' ? undefined : word === 'true')),
};

/** Rows of a file of people, and everything that is wrong with their cells. */
export async function readPeopleTable(text: string): Promise<{ rows: PersonRow[]; faults: RowFault[] }> {
  const { rows, faults } = await readTable(text, {
    cells,
    needed: ['userName'],
    mostRows: 200_000,
    faults: {
      roles: `must be roles among ${personRoles.join(', ')}, each once`,
      email: 'must be an address',
      timeZone: 'must be an IANA time zone',
    },
  });
  return { rows: rows as PersonRow[], faults };
}
