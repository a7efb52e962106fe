import type { z } from 'zod';
import type { Asked } from '../../perform.ts';
import { Problem } from '../../problem.ts';
import type { AnyRoute, Reply } from '../../route.ts';
import { readRisk } from '../../routes/risk.ts';
import type { risk } from '../../schemas/risk.ts';
import type { Viewer } from '../page.ts';

export type RiskReading = z.output<typeof risk>;

/** The risk as the API shows it. Throws a Problem where there is none, or none on record yet. */
export async function readRiskFor(
  perform: (route: AnyRoute, asked: Asked) => Promise<Reply>,
  id: string,
): Promise<RiskReading> {
  const { status, body } = await perform(readRisk, { params: { id } });
  if (status !== 200)
    throw new Problem('unavailable', 'This risk is on its way to the register. Look again soon.');
  return body as RiskReading;
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
