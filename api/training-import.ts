import { z } from 'zod';
import { policyInForce } from '../db/approval-policy.ts';
import { coursesMeant } from '../db/course.ts';
import { peopleByUserName } from '../db/risk-import.ts';
import type { BroughtCompletion } from '../db/training-completion.ts';
import type { PersonId } from '../domain/decider.ts';
import { startOfLocalDate } from '../domain/working-time.ts';
import { isDay } from './day.ts';
import { orNothing, plainCell, readTable, type Row, type RowFault } from './csv-table.ts';
import { evidenceHash } from './schemas/evidence.ts';
import { someText } from './schemas/text.ts';
import { moment } from './schemas/training.ts';
import type { Services } from './services.ts';

const numberCell = z.string().transform(Number);

const cells = {
  person: someText(200),
  course: plainCell(someText(200)),
  version: orNothing(numberCell.pipe(z.number().int().min(1).max(1_000_000))),
  completedAt: moment,
  validUntil: orNothing(moment),
  score: orNothing(numberCell.pipe(z.number().min(0).max(1))),
  vouchedBy: orNothing(someText(200)),
  evidence: orNothing(evidenceHash),
  externalId: orNothing(plainCell(someText(200))),
};
type CompletionRow = Row<typeof cells>;

const day = 'must be a day, such as 2026-11-25, or a day and a time with its offset';

const kind = {
  cells,
  needed: ['person', 'course', 'completedAt'] as const,
  mostRows: 2_000,
  faults: {
    version: 'must be the number of a version, or empty',
    completedAt: day,
    validUntil: `${day}, or empty`,
    score: 'must be a share from 0 to 1, or empty',
    evidence: 'must be the SHA-256 of a file, or empty',
  },
};

export interface CompletionToImport extends BroughtCompletion {
  row: number;
  userName: string;
}

/** The completions that a file names, and everything that is wrong with it; `importer` vouches where nobody is named. */
export async function readCompletionTable(
  services: Services,
  text: string,
  importer: PersonId,
): Promise<{ completions: CompletionToImport[]; faults: RowFault[] }> {
  const { rows, faults } = await readTable(text, kind);
  const known = await whatIsKnown(services, rows);
  const read = rows.map((row) => completionOf(row, known, importer, faults));
  const completions = read.filter((completion) => completion !== undefined);
  refuseRepeats(completions, faults);
  return { completions, faults: faults.sort((a, b) => a.row - b.row) };
}

type Known = Awaited<ReturnType<typeof whatIsKnown>>;

async function whatIsKnown({ db }: Services, rows: readonly CompletionRow[]) {
  const names = rows.flatMap(({ person, vouchedBy }) => [person ?? [], vouchedBy ?? []].flat());
  const courses = rows.flatMap(({ course }) => course ?? []);
  return {
    people: await peopleByUserName(db, [...new Set(names)], { whoHaveLeftToo: true }),
    courses: await coursesMeant(db, [...new Set(courses)]),
    timeZone: (await policyInForce(db)).rules.calendar.timeZone,
  };
}

function completionOf(
  row: CompletionRow,
  known: Known,
  importer: PersonId,
  faults: RowFault[],
): CompletionToImport | undefined {
  const before = faults.length;
  const fault = (column: string, detail: string) => faults.push({ row: row.row, column, detail });
  const { person: userName = '', course: reference = '', vouchedBy: voucher, completedAt = '' } = row;
  const person = known.people.get(userName.toLowerCase());
  if (person === undefined) fault('person', `there is nobody called ${userName}`);
  const vouchedBy = voucher === undefined ? importer : known.people.get(voucher.toLowerCase());
  if (vouchedBy === undefined) fault('vouchedBy', `there is nobody called ${voucher ?? ''}`);
  const courses = known.courses.get(reference.toLowerCase()) ?? [];
  const [course] = courses;
  if (course === undefined) fault('course', `there is no course ${reference}`);
  if (courses.length > 1) fault('course', `several courses are called ${reference}: give the id of one`);
  if (faults.length > before || person === undefined || vouchedBy === undefined || course === undefined)
    return undefined;
  const { version, validUntil, score, evidence, externalId } = row;
  return {
    row: row.row,
    userName,
    person,
    course,
    vouchedBy,
    version: version ?? null,
    completedAt: beginningOf(completedAt, known.timeZone),
    validUntil: validUntil === undefined ? null : beginningOf(validUntil, known.timeZone),
    score: score ?? null,
    evidence: evidence ?? null,
    externalId: externalId ?? null,
  };
}

function beginningOf(when: string, timeZone: string): string {
  return isDay(when) ? startOfLocalDate(when, timeZone) : when;
}

function refuseRepeats(completions: readonly CompletionToImport[], faults: RowFault[]): void {
  const first = new Map<string, number>();
  for (const { row, person, course, completedAt, externalId } of completions) {
    const key = externalId ?? JSON.stringify([person, course, completedAt]);
    const earlier = first.get(key);
    if (earlier !== undefined) faults.push({ row, column: '', detail: `says the same as row ${earlier}` });
    first.set(key, earlier ?? row);
  }
}
