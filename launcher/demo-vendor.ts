import type { Database } from '../db/database.ts';
import { policyInForce } from '../db/approval-policy.ts';
import { hashOf } from '../db/canonical.ts';
import { appendEvents, headOf, storeOutcomes } from '../db/event-store.ts';
import { attachEvidence, storeEvidence } from '../db/evidence.ts';
import { inTransaction } from '../db/facts.ts';
import { projectEvents } from '../db/projections.ts';
import { keepSubmittedAnswers, saveDraftAnswers } from '../db/vendor-answers.ts';
import { vendorPolicyInForce } from '../db/vendor-policy.ts';
import { isVendor, vendorIdOf, vendorStream } from '../db/vendor.ts';
import { dataClasses } from '../domain/adoption-request-content.ts';
import { type Instant, type PersonId, settle } from '../domain/decider.ts';
import { type Role, system } from '../domain/identity.ts';
import { aiVendorQuestionnaire } from '../domain/questionnaire-ai-vendor.ts';
import {
  type Answer,
  type Answers,
  certificatesIn,
  type Question,
  questionsOf,
  scoreAnswers,
} from '../domain/questionnaire.ts';
import { planVendorReview } from '../domain/vendor-plan.ts';
import type { VendorCommand } from '../domain/vendor-state.ts';
import { daysAfter } from '../domain/days.ts';
import { vendor as decider } from '../domain/vendor.ts';

/** Who the example of the documentation is provided by. */
export const demoVendorName = 'Example AI Ltd';

const statement = 'Stands for the certificates and the contract of a vendor that only the demo knows.\n';

/**
 * Puts a vendor into the register that the demo's people have reviewed and approved, so that the first request can be
 * approved as it is; decided by the same rules as any. Nothing where it is there already.
 */
export async function seedDemoVendor(
  db: Database,
  people: Record<string, PersonId>,
  at: Instant,
): Promise<void> {
  const id = await vendorIdOf(db, demoVendorName);
  if (await isVendor(db, id)) return;
  const evidence = await inTransaction(db, async (trx) => {
    const content = Buffer.from(statement);
    const hash = await storeEvidence(trx, { content, mediaType: 'text/plain', at });
    const by = people.compliance ?? system;
    await attachEvidence(trx, { stream: vendorStream(id), hash, name: 'statement.txt', by, at });
    return hash;
  });
  const answers = bestAnswers(evidence, at);
  const author = { by: people.compliance ?? system, at };
  const place = { vendor: id, assessment: 1 };
  const draft = await saveDraftAnswers(db, place, answers, { ...author, seen: 0 });
  if (draft !== undefined) await keepSubmittedAnswers(db, place, draft, author);
  const commands = await reviewOf(db, people, answers, at);
  const { events, outcomes } = settle(decider, { state: undefined, seq: 0 }, commands, at);
  // As `record` does it, but nobody is told: for the demo's people it was before their time.
  await inTransaction(db, async (trx) => {
    const stream = vendorStream(id);
    await storeOutcomes(trx, stream, outcomes);
    await appendEvents(trx, stream, await headOf(trx, stream), events);
    await projectEvents(trx, stream, 0, events);
  });
  await startItsWorkflow(db, id, at);
}

async function reviewOf(
  db: Database,
  people: Record<string, PersonId>,
  answers: Answers,
  at: Instant,
): Promise<VendorCommand[]> {
  const { version, hash, rules } = await vendorPolicyInForce(db);
  const { calendar } = (await policyInForce(db)).rules;
  const compliance = people.compliance ?? system;
  const signing = ['security', 'privacy'] as const;
  return [
    {
      type: 'register',
      ...commandBy(compliance, 'register', at),
      details: {
        name: demoVendorName,
        website: 'https://example.com',
        services: 'Text models, hosted in the EU',
        criticality: 'standard',
        owner: people['business-owner'] ?? compliance,
      },
      policy: { version, hash, rules },
    },
    {
      type: 'assess',
      ...commandBy(compliance, 'assess', at),
      reason: 'first',
      dataClasses: [...dataClasses],
    },
    {
      type: 'answer',
      ...commandBy(compliance, 'answer', at),
      assessment: 1,
      score: scoreAnswers(aiVendorQuestionnaire, answers),
      answersHash: hashOf(answers),
      certificates: certificatesIn(aiVendorQuestionnaire, answers).map(({ name, expiresOn }) => ({
        name,
        expiresAt: `${expiresOn}T00:00:00.000Z`,
      })),
      plan: planVendorReview(rules, 'standard', calendar, at),
    },
    ...signing.map((role): VendorCommand => ({
      type: 'signOff',
      ...commandBy(people[role] ?? system, role, at),
      actor: { person: people[role] ?? system, roles: [role as Role], actsFor: [] },
      role,
      submission: 1,
      decision: 'approve',
      comment: 'The answers and what supports them are convincing.',
      conditions: [],
    })),
  ];
}

function commandBy(by: PersonId, what: string, at: Instant) {
  return { id: `demo-vendor/${what}`, by, at };
}

function bestAnswers(evidence: string, at: Instant): Answers {
  const lastDay = daysAfter(at, 400).slice(0, 10);
  return Object.fromEntries(
    questionsOf(aiVendorQuestionnaire).map((question) => [
      question.id,
      bestAnswer(question, evidence, lastDay),
    ]),
  );
}

function bestAnswer(question: Question, hash: string, lastDay: string): Answer {
  const evidence = question.evidence === 'required' ? [hash] : [];
  if (question.kind === 'text') return { values: ['See the statement.'], note: '', evidence };
  const best = question.options.toSorted((a, b) => b.share - a.share);
  const values = best.slice(0, question.kind === 'certificates' ? 2 : 1).map(({ value }) => value);
  if (question.kind !== 'certificates') return { values, note: '', evidence };
  const expiresOn = Object.fromEntries(values.map((value) => [value, lastDay]));
  return { values, note: '', evidence, expiresOn };
}

/** A message that changes nothing has the worker take the vendor up, with all its clocks. */
async function startItsWorkflow(db: Database, id: string, at: Instant): Promise<void> {
  const { version, hash, rules } = await vendorPolicyInForce(db);
  const policy = { version, hash, rules };
  const command = { type: 'adoptPolicy', id: `demo-vendor/workflow`, by: system, at, policy };
  await db
    .insertInto('process_message')
    .values({ stream: vendorStream(id), command: JSON.stringify(command), try_at: null })
    .execute();
}
