import { findSystemByReference } from '../db/ai-system-name.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { OversightMatter } from '../domain/oversight-case-state.ts';
import type { CommandId } from './command-id.ts';
import { oversightCaseProcess } from './oversight-case-process.ts';
import { personNamed } from './prepare-revision.ts';
import { Problem } from './problem.ts';
import { repeatedOutcome, replyTo } from './process-answer.ts';
import { startProcess } from './process.ts';
import type { Reply } from './route.ts';
import type { Services } from './services.ts';

/** What is brought up, as it comes: a system and a person by what they are called. */
type BroughtUp = Pick<OversightMatter, 'kind' | 'summary' | 'severity' | 'holdUntilReviewed'> & {
  [Part in 'system' | 'subject' | 'details' | 'reference' | 'contentHash']?: string | undefined;
};

/** Opens a case of a decision, an incident or a concern, once for each command. */
export async function openCase(
  services: Services,
  command: CommandId,
  by: PersonId,
  at: Instant,
  broughtUp: BroughtUp,
): Promise<Reply> {
  const { id, requestHash } = command;
  const repeated = await repeatedOutcome(services, command);
  if (repeated !== undefined) return replyTo(services, oversightCaseProcess, id, repeated, 201);
  const matter = await matterOf(services, broughtUp);
  const outcome = await startProcess(services, oversightCaseProcess, id, {
    type: 'open',
    id,
    requestHash,
    by,
    at,
    ...matter,
  });
  return replyTo(services, oversightCaseProcess, id, outcome, 201);
}

async function matterOf(services: Services, broughtUp: BroughtUp): Promise<OversightMatter> {
  const { system, subject, details, reference, contentHash, ...matter } = broughtUp;
  return {
    ...matter,
    ...(system !== undefined && { system: await systemNamed(services, system, '/system') }),
    ...(subject !== undefined && { subject: await personNamed(services, subject, '/subject') }),
    ...(details !== undefined && { details }),
    ...(reference !== undefined && { reference }),
    ...(contentHash !== undefined && { contentHash }),
  };
}

/** The AI system that a reference in a body means. Throws a Problem that names the field. */
async function systemNamed({ db }: Services, reference: string, pointer: string): Promise<string> {
  const found = await findSystemByReference(db, reference);
  if (found !== undefined) return found.id;
  throw new Problem('invalid', `${pointer} names no AI system.`, {
    errors: [{ pointer, detail: 'No AI system of this id or name is in the register.' }],
  });
}
