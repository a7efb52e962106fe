import type { Request } from 'express';
import { actsFor } from '../db/delegation.ts';
import { findBearer } from '../db/directory.ts';
import { Problem } from './problem.ts';
import type { AnyRoute, Caller } from './route.ts';
import type { Services } from './services.ts';

/** Who is asking, established for this one request, and whether the route is open to them. */
export async function authenticate(
  request: Request,
  access: AnyRoute['access'],
  { db }: Services,
  at: string,
): Promise<Caller> {
  if (access === 'public') return { kind: 'nobody' };
  const [scheme, token] = (request.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined || token === '') {
    throw new Problem('unauthenticated', 'Send your token as `Authorization: Bearer …`.');
  }
  const bearer = await findBearer(db, token, at);
  if (bearer === undefined)
    throw new Problem('unauthenticated', 'This token is unknown, revoked or expired.');
  if (bearer.kind === 'machine') {
    if (access !== 'anyone') throw new Problem('wrong_role', 'A machine reads here; deciding is for people.');
    return bearer;
  }
  const { person } = bearer;
  if (access === 'person' && person.roles.every((role) => role === 'auditor')) {
    throw new Problem('wrong_role', 'An auditor reads everything and writes nothing.');
  }
  if (Array.isArray(access) && !access.some((role) => person.roles.includes(role))) {
    throw new Problem('wrong_role', `This is for: ${access.join(', ')}.`);
  }
  return { kind: 'person', person, actsFor: await actsFor(db, person.id, at) };
}
