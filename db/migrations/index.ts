import type { Migration } from 'kysely';
import * as eventStore from './0001-event-store.ts';
import * as identity from './0002-identity.ts';
import * as adoptionRequest from './0003-adoption-request.ts';

/** In order; a migration that has landed is never edited, a later one changes what it made. */
export const migrations: Record<string, Migration> = {
  '0001-event-store': eventStore,
  '0002-identity': identity,
  '0003-adoption-request': adoptionRequest,
};
