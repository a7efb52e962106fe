import { policyInForce } from '../db/approval-policy.ts';
import { engagementsOf } from '../db/audit-engagement.ts';
import type { Person } from '../db/identity.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';

/** What somebody from outside comes in by. */
export interface ExternalAuditor {
  /** The engagements that let them in now. */
  engagements: string[];
  /** Why nothing does any more, or does yet. */
  barred: string | undefined;
}

/**
 * What an external auditor comes in by at an instant; undefined for the organisation's own people. Whoever was named in an
 * engagement and holds no role stays somebody from outside: to take the role away from them opens nothing.
 */
export async function externalAuditorOf(
  services: Pick<Services, 'db'>,
  { id, roles }: Pick<Person, 'id' | 'roles'>,
  at: string,
): Promise<ExternalAuditor | undefined> {
  const holdsRole = roles.includes('external_auditor');
  if (roles.length > 0 && !holdsRole) return undefined;
  const engaged = await engagementsOf(services.db, id, at);
  if (!holdsRole && engaged.length === 0) return undefined;
  const engagements = holdsRole ? engaged.filter(({ letsIn }) => letsIn).map((one) => one.id) : [];
  if (engagements.length > 0) return { engagements, barred: undefined };
  const [last] = engaged;
  const barred =
    last === undefined || last.until > at
      ? 'No engagement lets you in.'
      : `Your engagement ended on ${await dayInWords(services, last.until)}.`;
  return { engagements, barred };
}

/** Lets in an external auditor where a route or a page is marked for them, while an engagement lets them in. */
export function admitExternalAuditor({ barred }: ExternalAuditor, marked: boolean): void {
  if (barred !== undefined) throw new Problem('wrong_role', barred);
  if (marked) return;
  throw new Problem('wrong_role', 'External auditors look at what is in the scope of their engagement.');
}

async function dayInWords({ db }: Pick<Services, 'db'>, at: string): Promise<string> {
  const { timeZone } = (await policyInForce(db)).rules.calendar;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(new Date(at));
}

/** The same without what people are written to by: names are what audits are about, addresses are not. */
export function withoutAddresses(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutAddresses);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body)
      .filter(([name]) => name !== 'email' && name !== 'userName')
      .map(([name, value]) => [name, withoutAddresses(value)]),
  );
}
