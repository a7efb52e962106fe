import type { TestOrganisation } from '../test-organisation.ts';

/** Lives a process to its end; returns the id of its workflow. */
export type Life = (organisation: TestOrganisation) => Promise<string>;
