/** What an audit looks at: a period, and the AI systems that are in it. */
export interface AuditScope {
  /** Local dates, "2026-11-25", of the first day and of the last; both belong to it. */
  from: string;
  until: string;
  /** Ids of AI systems; `all` are those that there are and those to come. */
  systems: string[] | 'all';
}

/** A system at most once, and no more than can be looked at one by one. */
export const mostSystemsInScope = 1_000;

export interface AuditScopeFault {
  pointer: '/from' | '/until' | '/systems';
  detail: string;
}

/** What bars a scope on a day, where anything does. `today` is a local date. */
export function faultOfScope(
  { from, until, systems }: AuditScope,
  today: string,
): AuditScopeFault | undefined {
  if (from > until) return { pointer: '/from', detail: 'It begins after it ends.' };
  if (until > today) return { pointer: '/until', detail: 'It ends in the future: nothing is on record yet.' };
  if (systems === 'all') return undefined;
  if (systems.length === 0) return { pointer: '/systems', detail: 'Name a system, or say "all".' };
  if (systems.length > mostSystemsInScope) {
    return { pointer: '/systems', detail: `Name ${mostSystemsInScope} systems at most, or say "all".` };
  }
  return undefined;
}

/** The same scope with each system once, in one order: two that mean the same read the same. */
export function plainScope({ from, until, systems }: AuditScope): AuditScope {
  return { from, until, systems: systems === 'all' ? 'all' : [...new Set(systems)].sort() };
}

export function hasSystem({ systems }: AuditScope, system: string): boolean {
  return systems === 'all' || systems.includes(system);
}

/** Whether a local date lies in the period. */
export function hasDay({ from, until }: AuditScope, day: string): boolean {
  return from <= day && day <= until;
}

/** Whether all that `inner` looks at may be looked at by whoever may look at `outer`. */
export function includesScope(outer: AuditScope, inner: AuditScope): boolean {
  const days = outer.from <= inner.from && inner.until <= outer.until;
  if (outer.systems === 'all') return days;
  return days && inner.systems !== 'all' && inner.systems.every((system) => hasSystem(outer, system));
}
