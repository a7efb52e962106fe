import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyone } from '../../domain/audience.ts';
import { defaultTerms } from '../../domain/assignment.ts';
import { courseRetired, type Course, versionPublished } from '../../domain/course.ts';
import { daysAfter } from '../../domain/days.ts';
import {
  attemptBarred,
  attemptsLeft,
  completedElsewhere,
  type Completion,
  completionRevoked,
  countsAt,
  countsUntil,
  type ExternalCompletion,
  type QuizAttempt,
} from '../../domain/training.ts';

const at = '2026-11-25T09:00:00.000Z';
const course: Course = {
  id: 'course-1',
  state: 'in_force',
  details: {
    title: 'Responsible use of AI',
    audience: everyone,
    passMark: 0.8,
    attempts: 3,
    coolDownHours: 24,
    validDays: 365,
    terms: defaultTerms,
  },
  competence: 'ai_use',
  createdAt: '2026-01-01T00:00:00.000Z',
  version: 2,
  hash: 'h2',
  requiredVersion: 2,
};

const completion = (changes: Partial<Completion> = {}): Completion => ({
  id: 'c',
  person: 'p',
  course: course.id,
  competence: 'ai_use',
  version: 2,
  completedAt: '2026-03-01T00:00:00.000Z',
  validUntil: '2027-03-01T00:00:00.000Z',
  score: 1,
  source: 'quiz',
  vouchedBy: null,
  evidence: null,
  externalId: null,
  revokedAt: null,
  ...changes,
});

const attempt = (number: number, passed: boolean, when: string): QuizAttempt => ({
  id: `a${number}`,
  person: 'p',
  course: course.id,
  version: 2,
  number,
  at: when,
  score: passed ? 1 : 0,
  passed,
  answersHash: 'x',
});

describe('a version', () => {
  it('that is major ends what was taken before it when taking it again is due', () => {
    const event = versionPublished(course, { hash: 'h3', major: true, note: 'x' }, 'cm', at);
    expect(event).toMatchObject({ version: 3, earlierCountUntil: daysAfter(at, defaultTerms.dueDays) });
  });

  it('that is minor ends nothing, and must change something', () => {
    const minor = (hash: string) => versionPublished(course, { hash, major: false, note: 'x' }, 'cm', at);
    expect(minor('h3')).toMatchObject({ version: 3, earlierCountUntil: null });
    expect(minor('h2')).toMatchObject({ code: 'unchanged' });
  });

  it('comes after none that was retired', () => {
    const gone: Course = { ...course, state: 'retired' };
    expect(versionPublished(gone, { hash: 'h3', major: true, note: 'x' }, 'cm', at)).toMatchObject({
      code: 'closed',
    });
    expect(courseRetired(gone, 'x', 'cm', at)).toMatchObject({ code: 'closed' });
  });
});

describe('a completion', () => {
  it('counts from its first moment to just before its last', () => {
    const counts = (when: string) => countsAt(completion(), [], when);
    expect(counts('2026-02-28T23:59:59.999Z')).toBe(false);
    expect(counts('2026-03-01T00:00:00.000Z')).toBe(true);
    expect(counts('2027-02-28T23:59:59.999Z')).toBe(true);
    expect(counts('2027-03-01T00:00:00.000Z')).toBe(false);
  });

  it('has never counted once it was revoked', () => {
    const revoked = completion({ revokedAt: '2026-12-01T00:00:00.000Z' });
    expect(countsAt(revoked, [], '2026-06-01T00:00:00.000Z')).toBe(false);
  });

  it('of a version that was replaced counts until the next was due, and one of the next goes on', () => {
    const end = '2026-06-15T00:00:00.000Z';
    const versions = [{ version: 3, earlierCountUntil: end }];
    expect(countsUntil(completion(), versions)).toBe(end);
    expect(countsAt(completion(), versions, '2026-06-14T23:59:59.999Z')).toBe(true);
    expect(countsAt(completion(), versions, end)).toBe(false);
    expect(countsAt(completion({ version: 3 }), versions, end)).toBe(true);
  });

  it('is revoked once', () => {
    expect(completionRevoked(completion(), 'x', 'cm', at)).toMatchObject({ completion: 'c' });
    expect(completionRevoked(completion({ revokedAt: at }), 'x', 'cm', at)).toMatchObject({
      code: 'already_decided',
    });
  });
});

describe('attempts', () => {
  const rules = { attempts: 3, coolDownHours: 24 };
  const failures = (count: number) =>
    Array.from({ length: count }, (_, index) => attempt(index + 1, false, daysAfter(at, index - 10)));

  it('are so many, and then one waits', () => {
    expect(attemptsLeft(rules, [], at)).toEqual({ left: 3, from: null });
    expect(attemptsLeft(rules, failures(2), at)).toEqual({ left: 1, from: null });
    const third = attempt(3, false, at);
    expect(attemptsLeft(rules, [...failures(2), third], at)).toEqual({ left: 3, from: daysAfter(at, 1) });
    expect(attemptsLeft(rules, [...failures(2), third], daysAfter(at, 1))).toEqual({ left: 3, from: null });
  });

  it('begin anew after one that passed', () => {
    expect(attemptsLeft(rules, [...failures(2), attempt(3, true, at)], at)).toEqual({ left: 3, from: null });
  });

  it('never come more often than is allowed within the time to wait, whoever tries whenever', () => {
    const life = fc.array(fc.record({ hours: fc.nat(40), passes: fc.boolean() }), { maxLength: 40 });
    fc.assert(
      fc.property(
        life,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 48 }),
        (tries, allowed, hours) => {
          const made: QuizAttempt[] = [];
          let now = at;
          for (const { hours: later, passes } of tries) {
            now = daysAfter(now, later / 24);
            const { from } = attemptsLeft({ attempts: allowed, coolDownHours: hours }, made, now);
            if (from === null) made.push(attempt(made.length + 1, passes, now));
            else expect(from > now).toBe(true);
          }
          // However one begins to count: as many failures as are allowed, and the attempt after them, take a whole wait.
          for (let last = allowed; last < made.length; last += 1) {
            const before = made.slice(last - allowed, last);
            const [first] = before;
            if (first === undefined || before.some(({ passed }) => passed)) continue;
            expect((made[last]?.at ?? '') >= daysAfter(first.at, hours / 24)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('an attempt', () => {
  const none = { attempts: [], completions: [] };

  it('is for the version in force', () => {
    expect(attemptBarred(course, 2, none, at)).toBeUndefined();
    expect(attemptBarred(course, 1, none, at)).toMatchObject({ code: 'closed' });
    expect(attemptBarred(course, 3, none, at)).toMatchObject({ code: 'invalid', pointer: '/version' });
  });

  it('is for no course that was retired', () => {
    expect(attemptBarred({ ...course, state: 'retired' }, 2, none, at)).toMatchObject({ code: 'closed' });
  });

  it('is not needed by whoever has completed it, until it is asked for again', () => {
    const held = { attempts: [], completions: [completion()] };
    expect(attemptBarred(course, 2, held, at)).toMatchObject({ code: 'already_decided' });
    expect(attemptBarred(course, 2, held, daysAfter('2027-03-01T00:00:00.000Z', -30))).toBeUndefined();
    for (const other of [{ version: 1 }, { revokedAt: at }]) {
      expect(
        attemptBarred(course, 2, { attempts: [], completions: [completion(other)] }, at),
      ).toBeUndefined();
    }
  });

  it('waits once all are used up', () => {
    const attempts = [1, 2, 3].map((number) => attempt(number, false, at));
    expect(attemptBarred(course, 2, { attempts, completions: [] }, at)).toMatchObject({ code: 'closed' });
  });
});

describe('a completion elsewhere', () => {
  const brought: ExternalCompletion = {
    id: 'x',
    person: 'p',
    version: 2,
    completedAt: '2026-11-20T00:00:00.000Z',
    validUntil: null,
    score: null,
    vouchedBy: 'cm',
    evidence: null,
    externalId: null,
  };
  const bring = (changes: Partial<ExternalCompletion>, by = 'cm') =>
    completedElsewhere(course, { ...brought, ...changes }, by, at);

  it('holds as long as the course has it, unless it says less', () => {
    expect(bring({})).toMatchObject({
      validUntil: daysAfter(brought.completedAt, 365),
      competence: 'ai_use',
    });
    const validUntil = '2027-01-01T00:00:00.000Z';
    expect(bring({ validUntil })).toMatchObject({ validUntil });
  });

  it.each([
    ['by oneself for oneself', { vouchedBy: 'p' }, 'cm', 'segregation_of_duties', undefined],
    ['brought by oneself in the name of another', {}, 'p', 'segregation_of_duties', undefined],
    ['in the future', { completedAt: daysAfter(at, 1) }, 'cm', 'invalid', '/completedAt'],
    ['of a version that there is not', { version: 3 }, 'cm', 'invalid', '/version'],
    [
      'for longer than the course',
      { validUntil: '2028-01-01T00:00:00.000Z' },
      'cm',
      'invalid',
      '/validUntil',
    ],
    ['until before it began', { validUntil: '2026-01-01T00:00:00.000Z' }, 'cm', 'invalid', '/validUntil'],
  ])('is refused %s', (_what, changes, by, code, pointer) => {
    expect(bring(changes, by)).toMatchObject({ code, ...(pointer !== undefined && { pointer }) });
  });
});
