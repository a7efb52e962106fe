import { namesOf } from '../db/directory.ts';
import { findApplicability } from '../db/statement-of-applicability.ts';
import type {
  StatementOfApplicability,
  StatementOfApplicabilityCommand,
} from '../domain/statement-of-applicability-state.ts';
import { statementOfApplicability } from '../domain/statement-of-applicability.ts';
import { applicabilityAttributesOf } from '../workflows/statement-of-applicability-messages.ts';
import type { ProcessKind } from './process.ts';

/** How the API carries messages to the statement of applicability. */
export const applicabilityProcess: ProcessKind<StatementOfApplicability, StatementOfApplicabilityCommand> = {
  kind: 'statement-of-applicability',
  noun: 'statement of applicability',
  workflowType: 'statementOfApplicability',
  path: '/v1/statement-of-applicability',
  decider: statementOfApplicability,
  find: (db) => findApplicability(db),
  async represent(db, { seq, state: { inForce, proposed } }) {
    const contents = [inForce, proposed].flatMap((one) => one?.content.controls ?? []);
    const people = [
      inForce?.by,
      inForce?.signedBy,
      proposed?.by,
      ...contents.map(({ owner }) => owner),
    ].flatMap((person) => person ?? []);
    const nameOf = await namesOf(db, people);
    const shown = (content: NonNullable<typeof proposed>['content']) => ({
      ...content,
      controls: content.controls.map((one) => ({ ...one, owner: one.owner && nameOf(one.owner) })),
    });
    const body = {
      inForce: inForce && {
        ...inForce,
        by: nameOf(inForce.by),
        signedBy: nameOf(inForce.signedBy),
        content: shown(inForce.content),
      },
      proposed: proposed && { ...proposed, by: nameOf(proposed.by), content: shown(proposed.content) },
    };
    return { body, etag: `"${seq}"` };
  },
  attributesOf: applicabilityAttributesOf,
  summaryOf: () => 'Statement of applicability',
};
