import { systemNames } from '../db/ai-system-name.ts';
import type { Database } from '../db/database.ts';
import { namesOf, type PersonName } from '../db/directory.ts';
import type { Recorded } from '../db/process.ts';
import { type ListedUsageAudit, unknownUsersOf } from '../db/usage-audit.ts';
import type { PersonId } from '../domain/decider.ts';
import type { UsageAudit } from '../domain/usage-audit-state.ts';

type NameOf = (id: PersonId) => PersonName;
export type ShownUsageAudit = Awaited<ReturnType<typeof usageAuditRepresentation>>;

/** A usage audit as the API shows it; people and systems get their names. */
export async function usageAuditRepresentation(db: Database, { id, state: audit }: Recorded<UsageAudit>) {
  const { figures, signature, calledOff } = audit;
  const [nameOf, systemOf, unknown] = await Promise.all([
    namesOf(db, peopleIn(audit)),
    systemNames(db, [audit.system]),
    unknownUsersOf(db, id),
  ]);
  return {
    id,
    state: audit.state,
    system: systemOf(audit.system) ?? { id: audit.system, name: audit.name },
    tier: audit.tier,
    reason: audit.reason,
    openedAt: audit.openedAt,
    until: audit.until,
    dueAt: audit.dueAt,
    escalatedAt: audit.escalatedAt,
    auditor: audit.auditor === null ? null : nameOf(audit.auditor),
    signedAt: signature?.at ?? null,
    note: audit.note,
    round: audit.round,
    openedBy: nameOf(audit.openedBy),
    owner: audit.owner === null ? null : nameOf(audit.owner),
    concerned: audit.concerned.map(nameOf),
    figures: figures && {
      ...figures,
      usersOutOfScope: {
        ...figures.usersOutOfScope,
        items: figures.usersOutOfScope.items.map(({ person, uses }) => ({ person: nameOf(person), uses })),
      },
      unknownUsers: {
        ...figures.unknownUsers,
        items: figures.unknownUsers.items.map((one) => ({ ...one, name: unknown.get(one.number) ?? null })),
      },
      sample: figures.sample.map((one) => ({ ...one, person: one.person && nameOf(one.person) })),
    },
    figuresHash: audit.figuresHash,
    version: audit.version,
    findings: audit.findings.map((finding) => ({ ...finding, owner: nameOf(finding.owner) })),
    signature: signature && { ...signature, by: nameOf(signature.by) },
    calledOff: calledOff && { ...calledOff, by: nameOf(calledOff.by) },
  };
}

/** Everybody whom it names. */
export function peopleIn(audit: UsageAudit): PersonId[] {
  const { openedBy, owner, concerned, auditor, figures, findings, signature, calledOff } = audit;
  return [
    openedBy,
    ...concerned,
    ...(figures?.usersOutOfScope.items.map(({ person }) => person) ?? []),
    ...(figures?.sample.flatMap(({ person }) => person ?? []) ?? []),
    ...findings.map((finding) => finding.owner),
    ...[owner, auditor, signature?.by, calledOff?.by].flatMap((person) => person ?? []),
  ];
}

/** The same for whoever is not to see who used what: how many they were stays. */
export function withoutUsers(shown: ShownUsageAudit): ShownUsageAudit {
  const { figures } = shown;
  if (figures === null) return shown;
  const { usersOutOfScope, unknownUsers, sample } = figures;
  return {
    ...shown,
    figures: {
      ...figures,
      usersOutOfScope: { ...usersOutOfScope, items: [] },
      unknownUsers: { ...unknownUsers, items: [] },
      sample: sample.map((one) => ({ ...one, person: null })),
    },
  };
}

/** Rows of a list with the names of people and systems. */
export async function representAudits(db: Database, audits: readonly ListedUsageAudit[]) {
  const [nameOf, systemOf] = await Promise.all([
    namesOf(
      db,
      audits.flatMap(({ auditor }) => auditor ?? []),
    ),
    systemNames(
      db,
      audits.map(({ system }) => system),
    ),
  ]);
  return audits.map((one) => listed(one, nameOf, systemOf));
}

function listed(
  { id, state, system, openedAt, signedAt, findings, auditor, audit }: ListedUsageAudit,
  nameOf: NameOf,
  systemOf: (id: string) => { id: string; name: string } | null,
) {
  const { name, tier, reason, until, dueAt, escalatedAt } = audit;
  return {
    id,
    state,
    system: systemOf(system) ?? { id: system, name },
    tier,
    reason,
    openedAt,
    until,
    dueAt,
    escalatedAt,
    auditor: auditor === null ? null : nameOf(auditor),
    signedAt,
    findings,
  };
}
