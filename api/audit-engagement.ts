import type { z } from 'zod';
import { policyInForce } from '../db/approval-policy.ts';
import { unknownSystems } from '../db/audit-engagement-scope.ts';
import type { Recorded } from '../db/process.ts';
import type { AuditEngagement, AuditPeriod } from '../domain/audit-engagement.ts';
import { type AuditScope, faultOfScope, plainScope } from '../domain/audit-scope.ts';
import type { Instant } from '../domain/decider.ts';
import { endOfLocalDate, startOfLocalDate } from '../domain/working-time.ts';
import { auditEngagementProcess } from './audit-engagement-process.ts';
import { oversees } from './people-shown.ts';
import { unknown } from './process.ts';
import { recordedProcess } from './process-answer.ts';
import { Problem } from './problem.ts';
import type { Caller } from './route.ts';
import type { auditScope } from './schemas/audit-engagement.ts';
import type { Services } from './services.ts';

/**
 * The engagement, for whoever may look at it: those who oversee, programs that read, and the auditors whom it lets in. To
 * everybody else there is none.
 */
export async function engagementSeenBy(
  services: Services,
  caller: Caller,
  id: string,
): Promise<Recorded<AuditEngagement>> {
  if (!maySee(caller, id)) throw unknown(auditEngagementProcess);
  return recordedProcess(services, auditEngagementProcess, id);
}

/** Whether somebody may look at what belongs to an engagement. */
export function maySee(caller: Caller, engagement: string): boolean {
  if (caller.kind === 'machine') return true;
  if (caller.kind === 'nobody') return false;
  return caller.external === undefined ? oversees(caller) : caller.external.engagements.includes(engagement);
}

/** A scope as it was said, with its period in instants. Throws a Problem that names what is wrong. */
export async function scopeOf(
  { db }: Services,
  said: z.output<typeof auditScope>,
  endsOn: string,
): Promise<{ scope: AuditScope; period: AuditPeriod }> {
  const scope = plainScope(said);
  // What is still to happen within the engagement may be looked at once it has.
  const fault = faultOfScope(scope, endsOn);
  if (fault !== undefined) {
    const { pointer, detail } = fault;
    throw faultAt(
      `/scope${pointer}`,
      pointer === '/until' ? 'The period ends after the engagement.' : detail,
    );
  }
  if (scope.systems !== 'all') {
    const [missing] = await unknownSystems(db, scope.systems);
    if (missing !== undefined) throw faultAt('/scope/systems', `No AI system has the id ${missing}.`);
  }
  const { timeZone } = (await policyInForce(db)).rules.calendar;
  return {
    scope,
    period: { from: startOfLocalDate(scope.from, timeZone), until: endOfLocalDate(scope.until, timeZone) },
  };
}

/** The last instant of an engagement's last day, on the organisation's clocks. */
export async function endOf({ db }: Services, endsOn: string): Promise<Instant> {
  return endOfLocalDate(endsOn, (await policyInForce(db)).rules.calendar.timeZone);
}

export function faultAt(pointer: string, detail: string): Problem {
  return new Problem('invalid', detail, { errors: [{ pointer, detail }] });
}
