import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import type { Database } from './database.ts';
import type { DirectoryGroup } from './directory-group.ts';
import type { Person } from './identity.ts';

/** How values are compared, in the words of SCIM (RFC 7644, 3.4.2.2). `pr` asks whether there is a value at all. */
export const comparisons = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'pr'] as const;
export type Comparison = (typeof comparisons)[number];

/** What is looked for, of whichever attributes the resource has. */
export type Condition<Attribute> =
  | { kind: 'comparison'; attribute: Attribute; comparison: Comparison; value: string | boolean | null }
  | { kind: 'and' | 'or'; parts: Condition<Attribute>[] }
  | { kind: 'not'; part: Condition<Attribute> };

interface Column {
  expression: RawBuilder<unknown>;
  type: 'text' | 'exact' | 'boolean' | 'instant';
}

const text = (name: string): Column => ({ expression: sql`lower(${sql.ref(name)})`, type: 'text' });
const exact = (name: string): Column => ({ expression: sql.ref(name), type: 'exact' });
const instant = (name: string): Column => ({ expression: sql.ref(name), type: 'instant' });

const personAttributes = {
  id: exact('person.id'),
  externalId: exact('person.external_id'),
  userName: text('person.user_name'),
  name: text('person.name'),
  email: text('person.email'),
  active: { expression: sql.ref('person.active'), type: 'boolean' },
  manager: exact('person.manager_id'),
  team: text('person.team'),
  timeZone: text('person.time_zone'),
  createdAt: instant('person.created_at'),
  updatedAt: instant('person.updated_at'),
} as const satisfies Record<string, Column>;
export type PersonAttribute = keyof typeof personAttributes;

const groupAttributes = {
  id: exact('g.id'),
  externalId: exact('g.external_id'),
  displayName: text('g.display_name'),
  createdAt: instant('g.created_at'),
  updatedAt: instant('g.updated_at'),
} as const satisfies Record<string, Column>;
export type GroupAttribute = keyof typeof groupAttributes | 'member';

/** A person as an identity provider sees them. */
export interface ProvisionedPerson extends Omit<Person, 'roles'> {
  externalId: string | null;
  managerName: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface Page {
  offset: number;
  limit: number;
}

/** One page of whom the condition is true of, in an order that no change of a record moves, and how many there are. */
export async function searchPeople(
  db: Database,
  condition: Condition<PersonAttribute> | undefined,
  { offset, limit }: Page,
): Promise<{ total: number; people: ProvisionedPerson[] }> {
  const where = condition === undefined ? sql`true` : conditionOf(condition, comparePerson);
  const { rows } = await sql<{ total: number }>`
    select count(*)::integer as total from person where removed_at is null and ${where}`.execute(db);
  const total = rows[0]?.total ?? 0;
  if (limit === 0 || offset >= total) return { total, people: [] };
  const { rows: people } = await sql<ProvisionedPerson>`
    select person.id, person.user_name as "userName", person.name, person.email, person.active, person.team,
           person.manager_id as "manager", above.name as "managerName", person.time_zone as "timeZone",
           person.external_id as "externalId", person.created_at as "createdAt", person.updated_at as "updatedAt"
    from person left join person above on above.id = person.manager_id
    where person.removed_at is null and ${where}
    order by person.id limit ${limit} offset ${offset}`.execute(db);
  return { total, people };
}

/** One page of groups, as `searchPeople` finds people. */
export async function searchGroups(
  db: Database,
  condition: Condition<GroupAttribute> | undefined,
  { offset, limit }: Page,
): Promise<{ total: number; groups: DirectoryGroup[] }> {
  const where = condition === undefined ? sql`true` : conditionOf(condition, compareGroup);
  const { rows } = await sql<{ total: number }>`
    select count(*)::integer as total from directory_group g where ${where}`.execute(db);
  const { rows: groups } = await sql<DirectoryGroup>`
    select g.id, g.display_name as "displayName", g.external_id as "externalId", g.created_at as "createdAt",
           g.updated_at as "updatedAt"
    from directory_group g where ${where} order by g.id limit ${limit} offset ${offset}`.execute(db);
  return { total: rows[0]?.total ?? 0, groups };
}

type Compared<Attribute> = Extract<Condition<Attribute>, { kind: 'comparison' }>;

function conditionOf<Attribute>(
  condition: Condition<Attribute>,
  compare: (compared: Compared<Attribute>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  switch (condition.kind) {
    case 'comparison':
      return compare(condition);
    case 'not':
      return sql`not coalesce(${conditionOf(condition.part, compare)}, false)`;
    case 'and':
    case 'or': {
      if (condition.parts.length === 0) return sql`true`;
      const parts = condition.parts.map((part) => sql`(${conditionOf(part, compare)})`);
      return sql`(${sql.join(parts, condition.kind === 'and' ? sql` and ` : sql` or `)})`;
    }
  }
}

function comparePerson({ attribute, comparison, value }: Compared<PersonAttribute>): RawBuilder<unknown> {
  return compareColumn(personAttributes[attribute], comparison, value);
}

function compareGroup({ attribute, comparison, value }: Compared<GroupAttribute>): RawBuilder<unknown> {
  if (attribute !== 'member') return compareColumn(groupAttributes[attribute], comparison, value);
  const which = compareColumn(exact('m.person_id'), comparison, value);
  return sql`exists (select from directory_group_member m where m.group_id = g.id and ${which})`;
}

function compareColumn(
  { expression, type }: Column,
  comparison: Comparison,
  value: string | boolean | null,
): RawBuilder<unknown> {
  if (comparison === 'pr') return sql`${expression} is not null`;
  const asIs = (it: typeof value) => (type === 'text' ? sql`lower(${it}::text)` : sql`${it}::text`);
  // A parameter's type would be anybody's guess otherwise.
  const operand =
    type === 'boolean'
      ? sql`${value}::boolean`
      : type === 'instant'
        ? sql`${value}::timestamptz`
        : asIs(value);
  switch (comparison) {
    case 'eq':
      return value === null ? sql`${expression} is null` : sql`${expression} = ${operand}`;
    case 'ne':
      return sql`${expression} is distinct from ${operand}`;
    case 'co':
      return sql`position(${operand} in ${expression}) > 0`;
    case 'sw':
      return sql`${expression} like ${asIs(`${literally(value)}%`)}`;
    case 'ew':
      return sql`${expression} like ${asIs(`%${literally(value)}`)}`;
    case 'gt':
      return sql`${expression} > ${operand}`;
    case 'ge':
      return sql`${expression} >= ${operand}`;
    case 'lt':
      return sql`${expression} < ${operand}`;
    case 'le':
      return sql`${expression} <= ${operand}`;
  }
}

/** As `like` takes it. */
function literally(value: string | boolean | null): string {
  return String(value).replaceAll(/[\\%_]/g, String.raw`\$&`);
}
