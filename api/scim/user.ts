import { IANAZone } from 'luxon';
import type { PersonAttribute, ProvisionedPerson } from '../../db/directory-search.ts';
import type { PersonRecord } from '../../db/person-change.ts';
import { pathOf } from './filter.ts';
import { invalid } from './scim-error.ts';

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** What filters can ask of people (RFC 7643, 4.1 and 4.3). */
const filterable: Record<string, PersonAttribute> = {
  id: 'id',
  externalid: 'externalId',
  username: 'userName',
  displayname: 'name',
  'name.formatted': 'name',
  active: 'active',
  emails: 'email',
  'emails.value': 'email',
  timezone: 'timeZone',
  department: 'team',
  manager: 'manager',
  'manager.value': 'manager',
  'meta.created': 'createdAt',
  'meta.lastmodified': 'updatedAt',
};
export const personAttributeOf = (path: string) =>
  Object.hasOwn(filterable, path) ? filterable[path] : undefined;

/** A person as SCIM shows them. We keep one name and one address of each. */
export function userOf(person: ProvisionedPerson, base: string): Record<string, unknown> {
  const { id, externalId, userName, name, email, active, team, manager, managerName, timeZone } = person;
  const enterprise = {
    ...(team !== null && { department: team }),
    ...(manager !== null && {
      manager: { value: manager, displayName: managerName, $ref: `${base}/Users/${manager}` },
    }),
  };
  const isEnterprise = Object.keys(enterprise).length > 0;
  return {
    schemas: [userSchema, ...(isEnterprise ? [enterpriseSchema] : [])],
    id,
    ...(externalId !== null && { externalId }),
    userName,
    displayName: name,
    name: { formatted: name },
    active,
    ...(email !== null && { emails: [{ value: email, type: 'work', primary: true }] }),
    ...(timeZone !== null && { timezone: timeZone }),
    ...(isEnterprise && { [enterpriseSchema]: enterprise }),
    meta: {
      resourceType: 'User',
      created: person.createdAt,
      lastModified: person.updatedAt,
      location: `${base}/Users/${id}`,
    },
  };
}

/** What a request says of a person; what we do not keep of people is left aside. */
export type UserChange = Partial<PersonRecord> & { active?: boolean };

/** What a whole user says: what it leaves out is not there (RFC 7644, 3.5.1), save for whether they are active. */
export function changeOfUser(user: Record<string, unknown>): UserChange {
  const nothing: UserChange = { email: null, manager: null, team: null, timeZone: null, externalId: null };
  const said = changeOfValues(user);
  const { userName } = said;
  if (userName === undefined) throw invalid('userName is required.');
  return { name: userName, ...nothing, ...said };
}

/** What the attributes of an object say, by their names or by whole paths as Entra ID sends them. */
export function changeOfValues(values: Record<string, unknown>): UserChange {
  const change: UserChange = {};
  const entries = Object.entries(values).flatMap(([path, value]): [string, unknown][] =>
    path.toLowerCase() === enterpriseSchema.toLowerCase() && isObject(value)
      ? Object.entries(value)
      : [[path, value]],
  );
  // The name that people are shown by counts for more than the parts of one.
  const byWeight = entries.toSorted(([a], [b]) => weightOf(a) - weightOf(b));
  for (const [path, value] of byWeight) Object.assign(change, changeOfAttribute(path, value));
  return change;
}

const weightOf = (path: string) => (pathOf(path) === 'displayname' ? 1 : 0);

/** What becomes of a person when the attribute at `path` becomes `value`; null takes it away. */
export function changeOfAttribute(path: string, value: unknown): UserChange {
  if (path.toLowerCase() === enterpriseSchema.toLowerCase())
    return isObject(value) ? changeOfValues(value) : {};
  // We keep one address each: the one at work.
  if (/^emails\[.*type eq "(?!work")/i.test(path)) return {};
  const attribute = pathOf(path).replace(/\[.*\]/, '');
  switch (attribute) {
    case 'username':
      return { userName: textOf(value, path) };
    case 'externalid':
      return { externalId: textOrNull(value, path) };
    case 'displayname':
    case 'name.formatted': {
      const name = textOrNull(value, path);
      return name === null ? {} : { name };
    }
    case 'name':
      return nameChange(value);
    case 'active':
      return { active: truthOf(value) };
    case 'emails':
    case 'emails.value':
      return { email: emailOf(value, path) };
    case 'timezone':
      return { timeZone: zoneOf(value) };
    case 'department':
      return { team: textOrNull(value, path) };
    case 'manager':
    case 'manager.value':
      return { manager: textOrNull(isObject(one(value)) ? one(value)?.value : value, path) };
    default:
      return {};
  }
}

function nameChange(value: unknown): UserChange {
  if (!isObject(value)) return {};
  const parts = [value.givenName, value.familyName].filter((part) => typeof part === 'string');
  const formatted = typeof value.formatted === 'string' ? value.formatted : parts.join(' ');
  return formatted.trim() === '' ? {} : { name: textOf(formatted, 'name') };
}

/** Entra ID writes booleans as "True" and "False". */
function truthOf(value: unknown): boolean {
  const word = typeof value === 'string' ? value.toLowerCase() : value;
  if (word === true || word === 'true') return true;
  if (word === false || word === 'false') return false;
  throw invalid('active is true or false.');
}

/** The primary one of several, or the first. */
function emailOf(value: unknown, path: string): string | null {
  if (!Array.isArray(value)) return textOrNull(isObject(value) ? value.value : value, path);
  const all = value.filter(isObject);
  const chosen = all.find(({ primary }) => primary === true || primary === 'True') ?? all[0];
  return textOrNull(chosen?.value, path);
}

/** Providers send what they have, also names of zones that only Windows knows: then it is the organisation's. */
function zoneOf(value: unknown): string | null {
  const zone = textOrNull(value, 'timezone');
  return zone !== null && IANAZone.isValidZone(zone) ? zone : null;
}

function textOrNull(value: unknown, path: string): string | null {
  return value === null || value === undefined || value === '' ? null : textOf(value, path);
}

export function textOf(value: unknown, path: string): string {
  if (typeof value !== 'string' || value.trim() === '')
    throw invalid(`${path} must be text that says something.`);
  if (value.length > 320 || value.includes('\0') || !value.isWellFormed()) {
    throw invalid(`${path} must be Unicode text without NUL of at most 320 characters.`);
  }
  return value;
}

function one(value: unknown): Record<string, unknown> | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isObject(first) ? first : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
