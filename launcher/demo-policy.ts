import { createCourse } from '../db/course-publication.ts';
import { listCourses } from '../db/course.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { findPerson } from '../db/directory.ts';
import { savePolicyDraft } from '../db/policy-draft.ts';
import { keepPolicyText } from '../db/policy-text.ts';
import { findPolicy, policyStream } from '../db/policy.ts';
import { record } from '../db/record.ts';
import { uuidOf } from '../db/uuid.ts';
import { policyInForce } from '../db/approval-policy.ts';
import { aiUseCourse } from '../domain/course-ai-use.ts';
import { type Instant, type PersonId, settle } from '../domain/decider.ts';
import type { SignOffRole } from '../domain/identity.ts';
import { system } from '../domain/identity.ts';
import { planPolicySignOffs } from '../domain/policy-plan.ts';
import type { PolicyCommand, PolicyDetails } from '../domain/policy-state.ts';
import { acceptableUse } from '../domain/policy-template-acceptable-use.ts';
import { generativeAi } from '../domain/policy-template-generative-ai.ts';
import type { PolicyTemplate } from '../domain/policy-template.ts';
import { policy as decider } from '../domain/policy.ts';

/**
 * Gives the demo's people a policy to acknowledge, one whose owner is still writing it, and a course to take; decided by the
 * same rules as any. Nothing where they are there already.
 */
export async function seedDemoPolicies(databaseUrl: string): Promise<void> {
  const db = openDatabase(databaseUrl, { poolSize: 2 });
  try {
    const at = new Date().toISOString();
    const owner = await idOf(db, 'compliance');
    await seedPolicy(db, acceptableUse, owner, at, ['legal', 'privacy']);
    await seedPolicy(db, generativeAi, owner, at, []);
    const [course] = await listCourses(db, {}, 1);
    if (course === undefined) await createCourse(db, aiUseCourse, { by: owner, at });
  } finally {
    await db.destroy();
  }
}

/** A policy from a template, handed in and signed by these; with nobody to sign, it stays with its owner. */
async function seedPolicy(
  db: Database,
  { key, title, audience, reviewOn, text }: PolicyTemplate,
  owner: PersonId,
  at: Instant,
  signing: SignOffRole[],
): Promise<void> {
  const id = uuidOf(['demo-policy', owner, key]);
  if ((await findPolicy(db, id)) !== undefined) return;
  const details: PolicyDetails = {
    title,
    owner,
    approvers: ['legal', 'privacy'],
    audience,
    cycleMonths: 12,
    reviewOn,
    reviewDays: 30,
    signOffHours: 40,
    acknowledgeDays: 14,
  };
  await savePolicyDraft(db, id, text, { seen: 0, by: owner, at });
  const commands: PolicyCommand[] = [{ type: 'create', ...commandOf('create', owner, at), details }];
  if (signing.length > 0) {
    const hash = await keepPolicyText(db, text, at);
    const plan = planPolicySignOffs(details, (await policyInForce(db)).rules.calendar, at);
    const actor = { person: owner, roles: [], actsFor: [] };
    const note = 'The first version.';
    const said = { actor, hash, major: true, note, effectiveAt: at, plan };
    commands.push({ type: 'submit', ...commandOf('submit', owner, at), ...said });
  }
  for (const role of signing) {
    const by = await idOf(db, role);
    const actor = { person: by, roles: [role], actsFor: [] };
    const said = { actor, role, submission: 1, decision: 'approve' as const, comment: '' };
    commands.push({ type: 'signOff', ...commandOf(`sign-off/${role}`, by, at), ...said });
  }
  const { events } = settle(decider, { state: undefined, seq: 0 }, commands, at);
  await record(db, { stream: policyStream(id), expectedSeq: 0, events, outcomes: [] });
  await startItsWorkflow(db, id, at);
}

function commandOf(what: string, by: PersonId, at: Instant) {
  return { id: `demo-policy/${what}`, by, at };
}

async function idOf(db: Database, userName: string): Promise<PersonId> {
  const person = await findPerson(db, userName);
  if (person === undefined) throw new Error(`the demo has nobody called ${userName}`);
  return person.id;
}

/** A message that changes nothing has the worker take the policy up, with all its clocks. */
async function startItsWorkflow(db: Database, id: string, at: Instant): Promise<void> {
  const nothing = { type: 'closeCampaign', version: 0, asked: 0, acknowledged: 0 };
  const command = JSON.stringify({ ...nothing, id: `demo-policy/workflow/${id}`, by: system, at });
  await db
    .insertInto('process_message')
    .values({ stream: policyStream(id), command, try_at: null })
    .execute();
}
