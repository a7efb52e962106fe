import type { PersonId } from '../domain/decider.ts';
import type { Role } from '../domain/identity.ts';
import { newPersonId } from './identity.ts';
import { circlesOf } from './manager-circle.ts';

/** What a row says of a person; what it does not speak of stays as it is. */
export interface PersonRow {
  /** As a spreadsheet counts: the header is 1. */
  row: number;
  userName: string;
  name?: string;
  email?: string | null;
  /** By user name or id. */
  manager?: string | null;
  team?: string | null;
  timeZone?: string | null;
  /** Those given by hand. */
  roles?: Role[];
  active?: boolean;
}

export interface RowFault {
  row: number;
  column: string;
  detail: string;
}

/** Some rows cannot be carried out, so that none is. */
export class ImportRefusal extends Error {
  override readonly name = 'ImportRefusal';
  readonly faults: RowFault[];

  constructor(faults: RowFault[]) {
    super(`${faults.length} faults`);
    this.faults = faults;
  }
}

export interface Known {
  id: PersonId;
  userName: string;
  name: string;
  email: string | null;
  manager: PersonId | null;
  team: string | null;
  timeZone: string | null;
  active: boolean;
  roles: Role[];
}

/** A row with whom it is about, as they are and as they are to be. */
export interface Matched {
  row: PersonRow;
  before: Known | undefined;
  after: Known;
}

/**
 * Finds out of everybody whom each row means; somebody new where it means nobody.
 * @throws {ImportRefusal} with everything that is wrong, when anything is
 */
export function matchRows(rows: readonly PersonRow[], everybody: readonly Known[]): Matched[] {
  const faults: RowFault[] = [];
  const known = new Map(everybody.map((person) => [keyOf(person.userName), person]));
  const ids = new Map(
    everybody.flatMap(({ id, userName }) => [[keyOf(userName), id] as const, [id, id] as const]),
  );
  const seen = new Set<string>();
  for (const { row, userName, name } of rows) {
    const key = keyOf(userName);
    const isRepeat = seen.has(key);
    if (isRepeat) faults.push({ row, column: 'userName', detail: 'is in an earlier row already' });
    seen.add(key);
    if (isRepeat || known.has(key)) continue;
    if (ids.has(key)) faults.push({ row, column: 'userName', detail: 'is the id of somebody' });
    if (name === undefined)
      faults.push({ row, column: 'name', detail: 'must be given of somebody who is new' });
    ids.set(key, newPersonId());
  }
  const matched = rows.map((row): Matched => {
    const { manager: reference } = row;
    const manager =
      typeof reference === 'string' ? (ids.get(reference) ?? ids.get(keyOf(reference))) : reference;
    if (typeof reference === 'string' && manager === undefined) {
      faults.push({ row: row.row, column: 'manager', detail: 'is nobody in the directory or in this file' });
    }
    const before = known.get(keyOf(row.userName));
    return { row, before, after: afterRow(row, before, ids.get(keyOf(row.userName)) ?? '', manager) };
  });
  const managers = new Map(everybody.map(({ id, manager }) => [id, manager]));
  for (const { after } of matched) managers.set(after.id, after.manager);
  const inCircles = circlesOf(managers);
  for (const { row, after } of matched) {
    if (!inCircles.has(after.id)) continue;
    faults.push({
      row: row.row,
      column: 'manager',
      detail: 'makes a circle: nobody is their own manager, directly or over others',
    });
  }
  if (faults.length > 0) throw new ImportRefusal(faults.sort((a, b) => a.row - b.row));
  return matched;
}

function afterRow(
  row: PersonRow,
  before: Known | undefined,
  id: PersonId,
  manager: PersonId | null | undefined,
): Known {
  const start = before ?? {
    id,
    userName: row.userName,
    name: row.userName,
    email: null,
    manager: null,
    team: null,
    timeZone: null,
    active: true,
    roles: [],
  };
  return {
    ...start,
    name: row.name ?? start.name,
    email: row.email === undefined ? start.email : row.email,
    manager: manager === undefined ? start.manager : manager,
    team: row.team === undefined ? start.team : row.team,
    timeZone: row.timeZone === undefined ? start.timeZone : row.timeZone,
    active: row.active ?? start.active,
    roles: row.roles ?? start.roles,
  };
}

const keyOf = (userName: string) => userName.toLowerCase();
