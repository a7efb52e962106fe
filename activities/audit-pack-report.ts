import { systemNames } from '../db/ai-system-name.ts';
import { fileAt, linesOf, type PackPlan } from '../db/audit-pack-file.ts';
import type { Database } from '../db/database.ts';
import { namesOf } from '../db/directory.ts';
import type { AuditPack } from '../domain/audit-pack.ts';
import { packedControls } from './audit-pack-controls.ts';
import type { PackTable } from './audit-pack-table.ts';
import { renderReport, type ReportedRegister } from './templates/audit-pack-report.tsx';

/** So many records of a register are shown; the others are in its table. */
const mostShown = 100;

interface Given {
  id: string;
  pack: AuditPack;
  plan: PackPlan;
  publicUrl: string;
  tables: readonly (PackTable & { title: string })[];
}

/** The report, made of what the pack holds already: of a few records of each register, however many there are. */
export async function* reportPart(db: Database, { id, pack, plan, publicUrl, tables }: Given) {
  const registers: ReportedRegister[] = [];
  for (const table of tables) registers.push(await reported(db, id, table));
  const { systems } = pack.scope;
  const named = systems === 'all' ? undefined : await systemNames(db, systems);
  const html = renderReport({
    id,
    pack,
    plan,
    publicUrl,
    controls: await packedControls(db, id),
    registers,
    systems: systems === 'all' ? 'all' : systems.map((system) => named?.(system)?.name ?? system),
  });
  yield { path: 'report.html', content: html, cursor: {} };
}

async function reported(
  db: Database,
  pack: string,
  { name, title, columns, people, rowOf }: PackTable & { title: string },
): Promise<ReportedRegister> {
  const path = `records/${name}.jsonl`;
  const file = await fileAt(db, pack, path);
  const rows: Record<string, unknown>[] = [];
  for await (const lines of linesOf(db, pack, path)) {
    rows.push(...lines.slice(0, mostShown - rows.length).map((line) => rowOf(JSON.parse(line))));
    if (rows.length >= mostShown) break;
  }
  const idsOf = (row: Record<string, unknown>) =>
    people.flatMap((column) => (typeof row[column] === 'string' ? [row[column]] : []));
  const nameOf = await namesOf(db, rows.flatMap(idsOf));
  const named = rows.map((row) =>
    Object.fromEntries(
      columns.map((column) => {
        const value = row[column];
        return [column, people.includes(column) && typeof value === 'string' ? nameOf(value).name : value];
      }),
    ),
  );
  return { name, title, columns, rows: named, total: file?.items ?? 0 };
}
