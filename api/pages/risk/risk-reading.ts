import type { z } from 'zod';
import { revisionSeen } from '../../conditional.ts';
import type { Asked } from '../../perform.ts';
import { Problem } from '../../problem.ts';
import type { AnyRoute, Reply } from '../../route.ts';
import { readRisk } from '../../routes/risk.ts';
import type { risk } from '../../schemas/risk.ts';
import type { PageReply, Viewer } from '../page.ts';

export type RiskReading = z.output<typeof risk>;
type Perform = (route: AnyRoute, asked: Asked) => Promise<Reply>;

/** The risk as the API shows it. Throws a Problem where there is none, or none on record yet. */
export async function readRiskFor(perform: Perform, id: string): Promise<RiskReading> {
  return (await readRiskSeen(perform, id)).risk;
}

/** The risk, and how many of its events it rests on: what its ETag says. */
export async function readRiskSeen(
  perform: Perform,
  id: string,
): Promise<{ risk: RiskReading; seen: number }> {
  const { status, body, headers } = await perform(readRisk, { params: { id } });
  if (status !== 200)
    throw new Problem('unavailable', 'This risk is on its way to the register. Look again soon.');
  return { risk: body as RiskReading, seen: revisionSeen(headers?.['ETag']) };
}

/** Throws a Problem for whoever may not change the risk, as the API would once everything is typed. */
export function refuseUnlessTreats(risk: RiskReading, viewer: Viewer): void {
  if (!mayTreat(risk, viewer)) {
    throw new Problem('wrong_role', 'Its owner and compliance managers change a risk.');
  }
}

/** Whether the viewer may treat the risk: its owner, and compliance managers. */
export function mayTreat(risk: RiskReading, { person }: Viewer): boolean {
  return person.id === risk.owner.id || person.roles.includes('compliance_manager');
}

/** Whether the viewer has the authority to accept the risk as it stands, and does not own it. */
export function mayAccept(risk: RiskReading, { person }: Viewer): boolean {
  return (
    risk.state === 'accepting' &&
    person.id !== risk.owner.id &&
    person.roles.some((role) => risk.acceptableBy.includes(role))
  );
}

/** Whether the viewer may close the risk: nobody dismisses what they own and nobody has dealt with. */
export function mayClose(risk: RiskReading, viewer: Viewer): boolean {
  const ownsUndealt = viewer.person.id === risk.owner.id && !risk.dealtWith;
  return risk.state !== 'closed' && mayTreat(risk, viewer) && !ownsUndealt;
}

/** To the risk's page, which says what was done, or that it is under way. */
export function backTo(id: string, { status }: Reply, done: string): PageReply {
  return { redirect: `/risks/${id}?done=${status === 202 ? 'under_way' : done}` };
}
