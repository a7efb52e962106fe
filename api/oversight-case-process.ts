import { namesOf } from '../db/directory.ts';
import { findOversightCase } from '../db/oversight-case.ts';
import type { OversightCase, OversightCaseCommand } from '../domain/oversight-case-state.ts';
import { oversightCase } from '../domain/oversight-case.ts';
import { oversightCaseAttributesOf } from '../workflows/oversight-case-messages.ts';
import { representCase } from './oversight-case-representation.ts';
import type { ProcessKind } from './process.ts';

/** How the API carries messages to oversight cases. */
export const oversightCaseProcess: ProcessKind<OversightCase, OversightCaseCommand> = {
  kind: 'oversight-case',
  noun: 'oversight case',
  workflowType: 'oversightCase',
  path: '/v1/oversight-cases',
  decider: oversightCase,
  find: findOversightCase,
  async represent(db, recorded) {
    return { body: await representCase(db, recorded), etag: `"${recorded.state.revision}"` };
  },
  attributesOf: oversightCaseAttributesOf,
  summaryOf: ({ matter }) => `Oversight case · ${matter.severity} ${matter.kind}`,
  isAhead: (command, { revision }) => 'revision' in command && command.revision > revision,
  async refusalExtensions(db, { state, revision, decision }, code) {
    if (code !== 'already_decided' || decision === null) return { state, revision };
    const nameOf = await namesOf(db, [decision.by]);
    return { state, revision, decision: decision.decision, decidedBy: nameOf(decision.by) };
  },
};
