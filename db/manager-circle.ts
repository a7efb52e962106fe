import type { PersonId } from '../domain/decider.ts';

/** Whoever is their own manager, directly or over others, by the manager of everybody. */
export function circlesOf(managers: ReadonlyMap<PersonId, PersonId | null>): Set<PersonId> {
  const inCircles = new Set<PersonId>();
  const settled = new Set<PersonId>();
  for (const start of managers.keys()) {
    const way: PersonId[] = [];
    const onWay = new Set<PersonId>();
    let person: PersonId | null = start;
    while (person !== null && !settled.has(person) && !onWay.has(person)) {
      way.push(person);
      onWay.add(person);
      person = managers.get(person) ?? null;
    }
    if (person !== null && onWay.has(person)) {
      for (const member of way.slice(way.indexOf(person))) inCircles.add(member);
    }
    for (const passed of way) settled.add(passed);
  }
  return inCircles;
}
