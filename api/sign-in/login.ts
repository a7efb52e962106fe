import { IANAZone } from 'luxon';
import type { Login, LoginRefusal } from '../../db/person-login.ts';
import type { DirectoryRoles, OpenIdConnect } from '../../environment.ts';
import type { Role } from '../../domain/identity.ts';
import { Problem } from '../problem.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** The account that claims of the provider (of an ID token, of userinfo, of an access token) are about. */
export function loginOf(claims: Claims, { subjectClaim, personClaim }: OpenIdConnect): Login {
  const [issuer, subject] = [textOf(claims, 'iss'), textOf(claims, subjectClaim)];
  if (issuer === undefined || subject === undefined) {
    throw new Problem(
      'sign_in_refused',
      `The identity provider does not say whose this is (${subjectClaim}).`,
    );
  }
  if (personClaim === 'email' && claims.email_verified === false) {
    throw new Problem('sign_in_refused', 'The identity provider has not verified this address.');
  }
  const [userName, email] = [textOf(claims, personClaim), textOf(claims, 'email')];
  const zone = textOf(claims, 'zoneinfo');
  return {
    issuer,
    subject,
    userName,
    name: nameOf(claims) ?? userName ?? subject,
    email: email ?? null,
    timeZone: zone !== undefined && IANAZone.isValidZone(zone) ? zone : null,
  };
}

/** The roles that the groups of an account stand for. Without the claim none: a group that is not told is not given. */
export function rolesOf(claims: Claims, rolesClaim: string, directoryRoles: DirectoryRoles): Role[] {
  const groups = [claims[rolesClaim]].flat();
  return [
    ...new Set(
      Object.entries(directoryRoles).flatMap(([group, roles]) => (groups.includes(group) ? roles : [])),
    ),
  ];
}

const reasons: Record<LoginRefusal, (userName: string) => string> = {
  unnamed: () => 'The identity provider does not say who this is.',
  unknown: (userName) => `Nobody here has the user name ${userName}. Ask an administrator to add you.`,
  left: () => 'Your account here is no longer active.',
  other_account: (userName) =>
    `${userName} is somebody whom we know by another account of the identity provider. Ask an administrator.`,
};

export function refusedLogin(refusal: LoginRefusal, { userName }: Login): Problem {
  return new Problem('sign_in_refused', reasons[refusal](userName ?? ''));
}

function nameOf(claims: Claims): string | undefined {
  const parts = [textOf(claims, 'given_name'), textOf(claims, 'family_name')];
  const joined = parts.filter((part) => part !== undefined).join(' ');
  return textOf(claims, 'name') ?? (joined === '' ? undefined : joined);
}

function textOf(claims: Claims, claim: string): string | undefined {
  const value = claims[claim];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
