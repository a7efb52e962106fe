import { defaultOversightPolicy } from '../../domain/oversight-policy.ts';
import { OversightScene } from '../api/oversight-scene.ts';
import type { TestOrganisation } from '../test-organisation.ts';
import { done } from './done.ts';

/** What there is to see of oversight. */
export interface FurnishedOversight {
  /** Of a boundary that was broken, and with its reviewer, Sasha Security. */
  breachCase: string;
  /** A decision that somebody waits for; whoever reviews it is asked for a second opinion. */
  heldCase: string;
  /** Decided by Sasha Security, to be confirmed by Sidney Security. */
  proposedCase: string;
  /** A serious incident of which the authority has not been told. */
  incidentCase: string;
  closedCase: string;
  /** Nobody was trained when it was opened. */
  gapCase: string;
  concern: string;
}

/** Lets cases come up and people review them. */
export async function furnishOversight(
  organisation: TestOrganisation,
  system: string,
): Promise<FurnishedOversight> {
  const scene = new OversightScene(organisation);
  const gapCase = await openedBeforeAnybodyIsTrained(scene);
  await scene.staff();
  await publishOversightPolicy(organisation);
  const held = { holdUntilReviewed: true, details: 'Confidence 0.52.\n\nIncome as read: 2,100.' };
  const heldCase = await scene.givenTo('security', { ...held, summary: 'Loan 4711 declined' });
  const breachCase = await scene.breached(system);
  await scene.until(breachCase, ({ first }) => Boolean(first?.reviewer));
  const proposed = await scene.proposed('security');
  const incidentCase = await scene.givenTo('security', { kind: 'incident', severity: 'critical', system });
  const incident = { decision: 'serious_incident', incident: { kind: 'fundamental_rights' } };
  await done(scene.decide('security', incidentCase, { ...incident, note: 'Applicants over 50 fall out.' }));
  const told = { told: 'provider', toldAt: new Date().toISOString(), note: 'By their form, number 31-7.' };
  await done(scene.act('security', incidentCase, 'reports', told));
  const closedCase = await scene.givenTo('security', { summary: 'Two letters to one customer' });
  await done(
    scene.decide('security', closedCase, { decision: 'corrected', instead: 'The first one holds.' }),
  );
  await done(scene.close('security', closedCase));
  const concern = { summary: 'It answers in the wrong language', anonymous: true };
  const raised = await done(organisation.call('colleague', 'POST', '/v1/concerns', concern), 201);
  return {
    breachCase,
    heldCase,
    proposedCase: proposed.id,
    incidentCase,
    closedCase,
    gapCase,
    concern: raised.body.id,
  };
}

async function openedBeforeAnybodyIsTrained(scene: OversightScene): Promise<string> {
  const { body } = await done(scene.open({ summary: 'A letter that nobody wrote', severity: 'low' }), 201);
  await scene.until(body.id, ({ gap }) => gap !== null);
  return body.id;
}

/** A second version to compare with the first. */
async function publishOversightPolicy(organisation: TestOrganisation): Promise<void> {
  const rules = { ...defaultOversightPolicy, closeDays: 10 };
  const publication = { note: 'Sooner, while it is fresh.', rules };
  await done(organisation.call('compliance', 'POST', '/v1/oversight-policy/versions', publication), 201);
}
