import type { Role, TokenScope } from '../domain/identity.ts';
import { admitExternalAuditor } from './external-auditor.ts';
import { Problem } from './problem.ts';
import type { AnyRoute, Caller } from './route.ts';

/** Lets in whom the rule lets in, and throws a Problem for everybody else. The same rule for the API and for pages. */
export function admit(
  caller: Caller,
  { access, scope, external }: Pick<AnyRoute, 'access' | 'scope' | 'external'>,
): void {
  if (access === 'public') return;
  if (caller.kind === 'nobody') {
    throw new Problem('unauthenticated', 'Send your token as `Authorization: Bearer …`.');
  }
  if (caller.kind === 'machine') {
    if (caller.scope === scope) return;
    const only = onlyFor[caller.scope];
    if (only !== undefined)
      throw new Problem('wrong_role', `This token is for ${only} and for nothing else.`);
    if (access !== 'anyone') throw new Problem('wrong_role', 'A machine reads here; deciding is for people.');
    return;
  }
  if (caller.external !== undefined) {
    admitExternalAuditor(caller.external, external === true);
    return;
  }
  const { roles } = caller.person;
  if (access === 'person' && !mayWrite(caller.person)) {
    throw new Problem('wrong_role', 'An auditor reads everything and writes nothing.');
  }
  if (Array.isArray(access) && !access.some((role) => roles.includes(role))) {
    throw new Problem('wrong_role', `This is for: ${access.join(', ')}.`);
  }
}

/** What a token of a scope is for alone. */
const onlyFor: Partial<Record<TokenScope, string>> = {
  scim: 'SCIM',
  training: 'training completed elsewhere',
  usage: 'how AI systems are used',
  oversight: 'oversight cases',
};

/** Whether the person does anything here but read: auditors, and who has no role yet, do not. */
export function mayWrite({ roles }: { roles: readonly Role[] }): boolean {
  return roles.some((role) => role !== 'auditor' && role !== 'external_auditor');
}
