import { changeDirectory } from '../../db/directory-change.ts';
import {
  addGroup,
  changeGroup,
  type DirectoryGroup,
  type GroupMember,
  membersOf,
  removeGroup,
} from '../../db/directory-group.ts';
import { type GroupAttribute, searchGroups } from '../../db/directory-search.ts';
import { parseFilter } from './filter.ts';
import { groupChangesOf, memberIds } from './patch.ts';
import type { Representation, Resource } from './resource.ts';
import { ScimError } from './scim-error.ts';
import { isObject, textOf } from './user.ts';

export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';

const filterable: Record<string, GroupAttribute> = {
  id: 'id',
  externalid: 'externalId',
  displayname: 'displayName',
  members: 'member',
  'members.value': 'member',
  'meta.created': 'createdAt',
  'meta.lastmodified': 'updatedAt',
};
const attributeOf = (path: string) => (Object.hasOwn(filterable, path) ? filterable[path] : undefined);
const everything = () => true;

/** Groups as the identity provider has them. What roles they give is configuration, and takes effect at once. */
export const groups: Resource = {
  async list({ services: { db }, base }, filter, page, wanted) {
    const condition = filter === undefined ? undefined : parseFilter(filter, attributeOf);
    const { total, groups: found } = await searchGroups(db, condition, page);
    const ids = found.map(({ id }) => id);
    const members = wanted('members') ? await membersOf(db, ids) : [];
    const resources = found.map((group) => groupOf(group, ofGroup(members, group.id), base));
    return { total, resources };
  },

  async read(call, id, wanted = everything) {
    const filter = `id eq ${JSON.stringify(id)}`;
    const { resources } = await this.list(call, filter, { offset: 0, limit: 1 }, wanted);
    const [group] = resources;
    if (group === undefined) throw new ScimError(404, 'There is no such group.');
    return group;
  },

  async create({ services, at }, body) {
    const { members, ...group } = whole(body);
    return changeDirectory(services.db, async (trx) => {
      const id = await addGroup(trx, group, at);
      await changeGroup(trx, id, { members }, services.directoryRoles, at);
      return id;
    });
  },

  async replace({ services, at }, id, body) {
    const change = whole(body);
    await changeDirectory(services.db, (trx) => changeGroup(trx, id, change, services.directoryRoles, at));
  },

  async patch({ services, at }, id, body) {
    const changes = groupChangesOf(body);
    await changeDirectory(services.db, async (trx) => {
      for (const change of changes) await changeGroup(trx, id, change, services.directoryRoles, at);
    });
  },

  async remove({ services, at }, id) {
    const known = await changeDirectory(services.db, (trx) =>
      removeGroup(trx, id, services.directoryRoles, at),
    );
    if (!known) throw new ScimError(404, 'There is no such group.');
  },
};

function whole(body: unknown): { displayName: string; externalId: string | null; members: string[] } {
  const { displayName, externalId, members } = isObject(body) ? body : {};
  return {
    displayName: textOf(displayName, 'displayName'),
    externalId: externalId === undefined || externalId === null ? null : textOf(externalId, 'externalId'),
    members: members === undefined || members === null ? [] : memberIds(members),
  };
}

function ofGroup(members: readonly GroupMember[], id: string): GroupMember[] {
  return members.filter(({ group }) => group === id);
}

function groupOf(group: DirectoryGroup, members: readonly GroupMember[], base: string): Representation {
  const { id, displayName, externalId, createdAt, updatedAt } = group;
  return {
    schemas: [groupSchema],
    id,
    ...(externalId !== null && { externalId }),
    displayName,
    members: members.map(({ person, name }) => ({
      value: person,
      display: name,
      type: 'User',
      $ref: `${base}/Users/${person}`,
    })),
    meta: {
      resourceType: 'Group',
      created: createdAt,
      lastModified: updatedAt,
      location: `${base}/Groups/${id}`,
    },
  };
}
