import type { GroupChange } from '../../db/directory-group.ts';
import { changeOfAttribute, changeOfValues, isObject, textOf, type UserChange } from './user.ts';
import { pathOf } from './filter.ts';
import { invalid } from './scim-error.ts';

interface Operation {
  op: 'add' | 'remove' | 'replace';
  path: string | undefined;
  value: unknown;
}

const mostOperations = 10_000;

/** The operations of a PATCH (RFC 7644, 3.5.2); their names in any letters, for Entra ID writes "Replace". */
function operationsOf(message: unknown): Operation[] {
  const operations = isObject(message) ? message.Operations : undefined;
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > mostOperations) {
    throw invalid(`Operations must be a list of 1 to ${mostOperations} operations.`, 'invalidSyntax');
  }
  return operations.map((operation: unknown) => {
    const { op, path, value } = isObject(operation) ? operation : {};
    const word = typeof op === 'string' ? op.toLowerCase() : '';
    if (word !== 'add' && word !== 'remove' && word !== 'replace') {
      throw invalid('op is add, remove or replace.', 'invalidSyntax');
    }
    if (path !== undefined && path !== null && typeof path !== 'string') {
      throw invalid('path must be text.', 'invalidPath');
    }
    return { op: word, path: path ?? undefined, value };
  });
}

export function userChangeOf(message: unknown): UserChange {
  const change: UserChange = {};
  for (const { op, path, value } of operationsOf(message)) {
    if (path !== undefined) {
      Object.assign(change, changeOfAttribute(path, op === 'remove' ? null : value));
    } else if (op === 'remove') {
      throw invalid('A remove needs a path.', 'noTarget');
    } else if (isObject(value)) {
      Object.assign(change, changeOfValues(value));
    } else {
      throw invalid('Without a path, value is an object.');
    }
  }
  return change;
}

/** What one operation after the other makes of a group; each is to be carried out on what the one before has left. */
export function groupChangesOf(message: unknown): GroupChange[] {
  return operationsOf(message).flatMap(({ op, path, value }) => {
    if (path !== undefined) return [groupChangeOf(op, path, value)];
    if (op === 'remove') throw invalid('A remove needs a path.', 'noTarget');
    if (!isObject(value)) throw invalid('Without a path, value is an object.');
    return Object.entries(value).map(([attribute, part]) => groupChangeOf(op, attribute, part));
  });
}

function groupChangeOf(op: Operation['op'], path: string, value: unknown): GroupChange {
  const named = /^members\[\s*value\s+eq\s+"([^"]*)"\s*\]$/i.exec(path)?.[1];
  if (named !== undefined) return op === 'remove' ? { leave: [named] } : { join: [named] };
  switch (pathOf(path)) {
    case 'members':
      if (op === 'add') return { join: memberIds(value) };
      // Without a value, all of them go; Entra ID names those that go in the value instead of the path.
      if (op === 'remove')
        return value === undefined || value === null ? { members: [] } : { leave: memberIds(value) };
      return { members: memberIds(value) };
    case 'displayname':
      if (op === 'remove') throw invalid('A group has a displayName.');
      return { displayName: textOf(value, path) };
    case 'externalid':
      return { externalId: op === 'remove' ? null : textOf(value, path) };
    default:
      return {};
  }
}

export function memberIds(value: unknown): string[] {
  return [value].flat().map((member: unknown) => {
    const id = isObject(member) ? member.value : member;
    return textOf(id, 'members.value');
  });
}
