import { policyTemplates } from '../../domain/policy-templates.ts';
import { PolicyScene } from '../api/policy-scene.ts';
import type { TestOrganisation } from '../test-organisation.ts';
import { eventually } from '../eventually.ts';
import { done } from './done.ts';

/** What there is to see of policies. */
export interface FurnishedPolicies {
  /** In force in its second version; some have acknowledged it, some only the first, and some are late. */
  policy: string;
  /** Its second version came back from an approver. */
  revisedPolicy: string;
  /** Its first version waits for sign-offs, one of which has been made. */
  signingPolicy: string;
  retiredPolicy: string;
}

const textOf = (key: string) => {
  const { title, text } = policyTemplates.find((one) => one.key === key) ?? { title: '', text: undefined };
  return { title, text };
};

/** Lets people write policies, sign them and agree to them, so that every page about them has something to say. */
export async function furnishPolicies(organisation: TestOrganisation): Promise<FurnishedPolicies> {
  const scene = new PolicyScene(organisation);
  const retiredPolicy = await scene.published({ title: 'Chat bots' });
  await scene.post('compliance', `/v1/policies/${retiredPolicy}/retirement`, {
    reason: '“Acceptable use of AI” says all of it.',
  });
  const policy = await acknowledgedTwice(organisation, scene);
  const revisedPolicy = await sentBack(scene);
  const signingPolicy = await scene.submitted({
    ...textOf('employee-guidelines'),
    audience: { roles: ['legal'] },
  });
  await done(scene.signOff('privacy', signingPolicy, 'privacy', { comment: 'The table is what we need.' }));
  return { policy, revisedPolicy, signingPolicy, retiredPolicy };
}

/** A policy whose first version some acknowledged, others its second, and for some that is late. */
export async function acknowledgedTwice(organisation: TestOrganisation, scene: PolicyScene): Promise<string> {
  const { title, text } = textOf('acceptable-use');
  const id = await scene.published({ title, text });
  for (const account of ['colleague', 'legal', 'auditor'] as const)
    await done(scene.acknowledge(account, id));
  const markdown = (text?.markdown ?? '')
    .replace('a low risk is decided within days', 'a low risk is decided within two days')
    .replace('## Exceptions', '## Meetings\n\nNobody is recorded without being asked.\n\n## Exceptions')
    .replace(/## What follows[\s\S]*/, '');
  const rules = (text?.rules ?? []).map((rule) =>
    rule.id === 'everyday-work' ? { ...rule, dataClasses: ['public', 'internal', 'confidential'] } : rule,
  );
  await scene.publishNext(id, { markdown, rules: rules.slice(0, -1) }, 1, 2);
  for (const account of ['legal', 'security', 'privacy', 'management'] as const)
    await done(scene.acknowledge(account, id, 2));
  await makeLate(organisation, id);
  return id;
}

/** Nobody can wait for weeks: some were to have acknowledged it by yesterday. */
async function makeLate({ database: { db } }: TestOrganisation, campaign: string): Promise<void> {
  const late = await db
    .selectFrom('person')
    .select('id')
    .where('user_name', 'in', ['compliance', 'security-2'])
    .execute();
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  await db
    .updateTable('assignment')
    .set({ due_at: yesterday, escalated_at: yesterday })
    .where('campaign_id', '=', campaign)
    .where(
      'person_id',
      'in',
      late.map(({ id }) => id),
    )
    .execute();
}

async function sentBack(scene: PolicyScene): Promise<string> {
  const id = await scene.published({
    ...textOf('sourcing'),
    audience: { roles: ['privacy'], teams: ['Sales'] },
  });
  await scene.declare({
    kind: 'new_law',
    note: 'Providers must say what their models were made from.',
    policies: [id],
  });
  await scene.until(id, ({ review }) => review !== null);
  await done(scene.save(id, `${textOf('sourcing').text?.markdown ?? ''}\n\n## Origin\n\nAsk for it.`, 1));
  await done(scene.submit(id, { version: 2, major: false, note: 'We ask for the origin of data.' }));
  const comment = 'Whom do we ask, and what if they do not say?';
  await done(scene.signOff('legal', id, 'legal', { decision: 'request_changes', comment }));
  await eventually(async () => (await scene.read(id)).body['review'] !== null);
  return id;
}
