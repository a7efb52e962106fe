import { changeDirectory } from '../../db/directory-change.ts';
import { searchPeople } from '../../db/directory-search.ts';
import { setActive } from '../../db/identity.ts';
import { changePerson, type PersonRecord } from '../../db/person-change.ts';
import { isRemoved, provisionPerson, removePerson } from '../../db/provisioning.ts';
import { system } from '../../domain/identity.ts';
import { startDepartures } from '../departure.ts';
import { parseFilter } from './filter.ts';
import { userChangeOf } from './patch.ts';
import type { Resource, ScimCall } from './resource.ts';
import { ScimError } from './scim-error.ts';
import { changeOfUser, isObject, personAttributeOf, type UserChange, userOf } from './user.ts';

/** People as the identity provider joins, moves and takes them away; every change takes effect at once. */
export const users: Resource = {
  async list({ services, base }, filter, page) {
    const condition = filter === undefined ? undefined : parseFilter(filter, personAttributeOf);
    const { total, people } = await searchPeople(services.db, condition, page);
    return { total, resources: people.map((person) => userOf(person, base)) };
  },

  async read({ services, base }, id) {
    const condition = { kind: 'comparison', attribute: 'id', comparison: 'eq', value: id } as const;
    const { people } = await searchPeople(services.db, condition, { offset: 0, limit: 1 });
    const [person] = people;
    if (person === undefined) throw new ScimError(404, 'There is no such user.');
    return userOf(person, base);
  },

  async create({ services, at }, body) {
    const { active, ...said } = changeOfUser(isObject(body) ? body : {});
    const id = await changeDirectory(services.db, async (trx) => {
      const person = await provisionPerson(trx, wholeRecord(said), at);
      if (active === false) await setActive(trx, person, false, system, at);
      return person;
    });
    return id;
  },

  async replace(call, id, body) {
    await change(call, id, changeOfUser(isObject(body) ? body : {}));
  },

  async patch(call, id, body) {
    await change(call, id, userChangeOf(body));
  },

  async remove(call, id) {
    const { services, at } = call;
    const isRepeat = await isRemoved(services.db, id);
    if (!isRepeat) {
      await this.read(call, id);
      await changeDirectory(services.db, (trx) => removePerson(trx, id, services.directoryRoles, at));
    }
    // A repeat, after Temporal was away the first time, finds nobody any more; but what waits must move on.
    await startDepartures(services, [id]);
    if (isRepeat) throw new ScimError(404, 'There is no such user.');
  },
};

async function change(call: ScimCall, id: string, { active, ...record }: UserChange): Promise<void> {
  const { services, at } = call;
  await users.read(call, id);
  await changeDirectory(services.db, async (trx) => {
    await changePerson(trx, id, record, system, at);
    if (active !== undefined) await setActive(trx, id, active, system, at);
  });
  if (active === false) await startDepartures(services, [id]);
}

function wholeRecord(said: Partial<PersonRecord>): PersonRecord {
  const { userName = '', name = userName, email = null, manager = null, team = null } = said;
  return {
    userName,
    name,
    email,
    manager,
    team,
    timeZone: said.timeZone ?? null,
    externalId: said.externalId ?? null,
  };
}
