import type { Request } from 'express';
import { actsFor } from '../db/delegation.ts';
import type { Person } from '../db/identity.ts';
import { externalAuditorOf } from './external-auditor.ts';
import { Problem } from './problem.ts';
import type { Caller } from './route.ts';
import type { Services } from './services.ts';
import { isJwt, personOfAccessToken } from './sign-in/access-token.ts';

/** Who is asking, by the token that they sent, established for this one request; nobody without one. */
export async function authenticate(request: Request, services: Services, at: string): Promise<Caller> {
  const [scheme, token] = (request.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined || token === '') return { kind: 'nobody' };
  const { identityProvider } = services;
  if (identityProvider !== undefined && isJwt(token)) {
    const person = await personOfAccessToken(token, identityProvider, services, at);
    return personCalling(person, services, at);
  }
  const bearer = await services.bearers.find(token, at);
  if (bearer === undefined)
    throw new Problem('unauthenticated', 'This token is unknown, revoked or expired.');
  return bearer.kind === 'machine' ? bearer : personCalling(bearer.person, services, at);
}

/** The person with everybody for whom they stand in at this moment. */
export async function personCalling(
  person: Person,
  { db }: Services,
  at: string,
): Promise<Extract<Caller, { kind: 'person' }>> {
  const external = await externalAuditorOf({ db }, person, at);
  if (external !== undefined) return { kind: 'person', person, actsFor: [], external };
  return { kind: 'person', person, actsFor: await actsFor(db, person.id, at) };
}
