import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { payloadOf } from '../../activities/webhook-payload.ts';
import { beginAttempt } from '../../db/delivery.ts';
import { listMailbox, readMail } from '../../db/mailbox.ts';
import { record } from '../../db/record.ts';
import { importedRiskId } from '../../db/risk-import.ts';
import { addWebhookEndpoint } from '../../db/webhook-endpoint.ts';
import type { ActionEvent } from '../../domain/action.ts';
import type { DomainEvent } from '../../domain/decider.ts';
import type { RiskDescription, RiskEvent } from '../../domain/risk-state.ts';
import { description, policyOf } from '../domain/risk-beginning.ts';
import { createTestDatabase } from '../test-database.ts';
import { monday, NotificationScene } from './notification-scene.ts';

const later = (days: number) => new Date(Date.parse(monday) + days * 86_400_000).toISOString();
const residual = { likelihood: 3, impact: 4 } as const;

let scene: NotificationScene;
let owner: string;
let manager: string;
beforeEach(async () => {
  const database = await createTestDatabase();
  scene = new NotificationScene(database);
  owner = await scene.person('olga', ['management']);
  manager = await scene.person('manu', ['management']);
  await scene.person('chris', ['compliance_manager']);
  return () => database.drop();
});

async function put(stream: string, events: DomainEvent[], expectedSeq = 0): Promise<void> {
  const caused = events.map((event) => ({ event, commandId: null }));
  await record(scene.database.db, { stream, expectedSeq, events: caused, outcomes: [] });
}

function identification(changes: Partial<RiskDescription> = {}, by = manager): RiskEvent {
  const described = { ...description, owner, ...changes };
  const inherent = { likelihood: 5, impact: 5 } as const;
  return {
    type: 'RiskIdentified',
    at: monday,
    by,
    description: described,
    inherent,
    residual,
    policy: policyOf(1),
  };
}

const toAccept = (by: string): RiskEvent => ({
  type: 'RiskTreatmentChosen',
  at: monday,
  by,
  treatment: 'accept',
  reason: 'It is worth it',
  actions: [],
});

async function mailTo(person: string) {
  const [mail] = await listMailbox(scene.database.db, person, 1);
  return readMail(scene.database.db, mail?.id ?? '');
}

describe('a risk', () => {
  it('tells its owner what is wanted of them by when, with a link to its page', async () => {
    const id = randomUUID();
    await put(`risk/${id}`, [identification()]);
    await scene.relay();
    await scene.keep();
    const mail = await mailTo(owner);
    expect(mail?.subject).toBe('A risk for you: Wrong answers reach customers');
    expect(mail?.text).toContain('manu has made you the owner');
    expect(mail?.text).toMatch(/Due: +Wed, 23 Dec 2026/);
    expect(mail?.text).toContain(`https://countersign.example.org/risks/${id}`);
  });

  it('asks for its acceptance whoever may sign it, never its owner', async () => {
    const stream = `risk/${randomUUID()}`;
    await put(stream, [identification({}, owner), toAccept(owner)]);
    await scene.relay();
    expect(await scene.sent('risk_acceptance_requested')).toMatchObject([
      { to: 'manu', about: 'management' },
    ]);
    await scene.keep();
    expect((await mailTo(manager))?.subject).toBe('Acceptance needed: Wrong answers reach customers');
  });

  it('asks nobody to accept what is treated otherwise by then', async () => {
    const stream = `risk/${randomUUID()}`;
    await put(stream, [identification({}, owner), toAccept(owner)]);
    await scene.relay();
    const avoided = { ...toAccept(owner), treatment: 'avoid' } as RiskEvent;
    await put(stream, [avoided], 2);
    await scene.keep();
    expect(await scene.sent('risk_acceptance_requested')).toMatchObject([{ state: 'dropped' }]);
  });

  it('that a file brought in tells nobody', async () => {
    const event = identification();
    if (event.type !== 'RiskIdentified') throw new Error('it is identified');
    await put(`risk/${importedRiskId(event.description)}`, [event]);
    await scene.relay();
    expect(await scene.sent()).toEqual([]);
  });

  it('tells its owner once of all that a request brings', async () => {
    const story = await scene.submit(await scene.person('rosa', ['requester']), owner);
    const requests = [scene.idOf(story)];
    const [first, second] = [randomUUID(), randomUUID()];
    await put(`risk/${first}`, [identification({ requests }, 'system')]);
    await scene.relay();
    await put(`risk/${second}`, [identification({ requests, title: 'Secrets leak' }, 'system')]);
    await scene.relay();
    await scene.keep();
    expect(await scene.sent('risks_proposed')).toMatchObject([{ to: 'olga', state: 'kept' }]);
    const all = await listMailbox(scene.database.db, owner, 10);
    const proposed = all.find(({ kind }) => kind === 'risks_proposed');
    const mail = await readMail(scene.database.db, proposed?.id ?? '');
    expect(mail?.subject).toMatch(/^Yours to treat, 2 risks: /);
    for (const id of [first, second]) expect(mail?.text).toContain(`/risks/${id}`);
  });

  it('has its reminders in the digest of the day, as they are then', async () => {
    const stream = `risk/${randomUUID()}`;
    const action = { id: 'a', text: 'Check answers', owner: manager, dueAt: later(14), remindAt: [monday] };
    const mitigate: RiskEvent = {
      type: 'RiskTreatmentChosen',
      at: monday,
      by: owner,
      treatment: 'mitigate',
      reason: 'Cheap',
      actions: [action],
    };
    const reminded: RiskEvent = {
      type: 'RiskActionReminded',
      at: monday,
      by: 'system',
      action: 'a',
      dueAt: action.dueAt,
      overdue: false,
    };
    await put(stream, [identification({}, owner), mitigate, reminded]);
    await scene.relay();
    const sent = await scene.sent('risk_action_assigned', 'risk_action_reminder', 'reminder_digest');
    expect(sent.map(({ kind, to }) => [kind, to])).toEqual(
      expect.arrayContaining([
        ['risk_action_assigned', 'manu'],
        ['risk_action_reminder', 'manu'],
        ['reminder_digest', 'manu'],
      ]),
    );
  });
});

describe('an action', () => {
  it('tells its owner, and whom it escalates to', async () => {
    const id = randomUUID();
    const opened: ActionEvent = {
      type: 'ActionOpened',
      at: monday,
      by: manager,
      subject: `vendor/${randomUUID()}`,
      text: 'Send the certificate',
      owner,
      dueAt: later(10),
      remindAt: [],
      escalateTo: 'compliance_manager',
    };
    await put(`action/${id}`, [opened]);
    await scene.relay();
    await scene.keep();
    const mail = await mailTo(owner);
    expect(mail?.subject).toMatch(/^To do by Thu, 3 Dec 2026, .*: Send the certificate$/);
    expect(mail?.text).toContain(`https://countersign.example.org/actions/${id}`);
    const escalated: ActionEvent = {
      type: 'ActionEscalated',
      at: later(10),
      by: 'system',
      to: 'compliance_manager',
    };
    await put(`action/${id}`, [escalated], 1);
    await scene.relay(later(10));
    expect(await scene.sent('action_escalated')).toMatchObject([{ to: 'chris' }]);
  });
});

describe('what programs are told', () => {
  it('is where things stand, and nothing that somebody wrote or is', async () => {
    const { db } = scene.database;
    const id = randomUUID();
    await put(`risk/${id}`, [identification()]);
    await addWebhookEndpoint(
      db,
      { url: 'https://hooks.example.org/1', eventTypes: ['risk.identified'] },
      owner,
      monday,
    );
    await scene.relay();
    const { id: delivery } = await db
      .selectFrom('delivery')
      .select('id')
      .where('kind', '=', 'risk.identified')
      .executeTakeFirstOrThrow();
    const attempt = await beginAttempt(db, delivery);
    const payload = attempt && (await payloadOf(db, attempt));
    expect(payload).toEqual({
      type: 'risk.identified',
      timestamp: monday,
      data: { id, seq: 1, state: 'untreated', category: 'reliability', residualBand: 'high' },
    });
  });
});
