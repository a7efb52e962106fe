import type { Connection } from '@temporalio/client';
import { searchAttributes } from '../workflows/search-attributes.ts';

/** Numbers of temporal.api.enums.v1.IndexedValueType. */
const indexedValueType = { TEXT: 1, KEYWORD: 2, INT: 3, DOUBLE: 4, BOOL: 5, DATETIME: 6, KEYWORD_LIST: 7 };

/**
 * Makes our search attributes known to the namespace where they are missing; an upsert of an unknown one would hang a
 * workflow. Throws where the server does not let us (Temporal Cloud): then they are added by hand, as the README says.
 */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(searchAttributes).filter(({ name }) => !(name in customAttributes));
  if (missing.length > 0) await addSearchAttributes(connection, namespace, missing);
}

/** Throws where one of them is known already. */
export async function addSearchAttributes(
  connection: Connection,
  namespace: string,
  attributes: readonly { name: string; type: keyof typeof indexedValueType }[] = Object.values(
    searchAttributes,
  ),
): Promise<void> {
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(attributes.map(({ name, type }) => [name, indexedValueType[type]])),
  });
}
