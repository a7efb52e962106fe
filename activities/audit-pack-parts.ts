import type { KeyObject } from 'node:crypto';
import { evidencePart } from '../db/audit-pack-evidence.ts';
import { eventsPart } from '../db/audit-pack-events.ts';
import { factRegisters, factsPart } from '../db/audit-pack-facts.ts';
import type { PackPlan } from '../db/audit-pack-file.ts';
import { partsBefore, partsBehind } from '../db/audit-pack-part.ts';
import { type PackedRecord, recordsPart } from '../db/audit-pack-records.ts';
import type { PackScope } from '../db/audit-pack-scope.ts';
import type { PackPart } from '../db/audit-pack-writer.ts';
import type { Database } from '../db/database.ts';
import { processRegisters } from '../domain/audit-pack-register.ts';
import type { AuditPack } from '../domain/audit-pack.ts';
import { controlsPart, packedControls } from './audit-pack-controls.ts';
import { manifestPart, signaturePart } from './audit-pack-manifest.ts';
import { assessmentResults } from './audit-pack-oscal.ts';
import { reportPart } from './audit-pack-report.ts';
import { type PackTable, withTable } from './audit-pack-table.ts';

/** All that a pack is made of. */
export interface PackContent {
  id: string;
  pack: AuditPack;
  plan: PackPlan;
  scope: PackScope;
  key: KeyObject;
  publicUrl: string;
  verifier: string;
}

interface Register extends PackTable {
  title: string;
  lines: (db: Database, content: PackContent) => PackPart;
}

const registers: Register[] = [
  ...processRegisters.map((register): Register => ({
    ...register,
    columns: ['stream', ...register.columns, 'lastAt', 'inPeriod'],
    rowOf: (line) => {
      const { stream, lastAt, inPeriod, record } = line as PackedRecord;
      return { stream, ...register.rowOf(record), lastAt, inPeriod };
    },
    lines: (db, { scope, plan, pack }) => recordsPart(db, scope, { ...plan, since: pack.since }, register),
  })),
  ...factRegisters.map((register): Register => ({
    ...register,
    rowOf: (line) => line as Record<string, unknown>,
    lines: (db, { scope, pack }) => factsPart(db, scope, pack, register),
  })),
];

/** The parts of a pack, in the order of their titles (`packPartTitles`): what a part reads of the pack is written before it. */
export function packParts(db: Database, content: PackContent): PackPart[] {
  const { id, pack, plan, scope, publicUrl, verifier } = content;
  const before: Record<(typeof partsBefore)[number], PackPart> = {
    controls: () => controlsPart(db, scope, plan.at),
  };
  const behind: Record<(typeof partsBehind)[number], PackPart> = {
    evidence: evidencePart(db, scope, pack.until),
    events: eventsPart(db, scope, plan),
    oscal: async function* () {
      const results = assessmentResults({ id, pack, controls: await packedControls(db, id), publicUrl });
      const text = `${JSON.stringify(results, undefined, 2)}\n`;
      yield { path: 'oscal/assessment-results.json', content: text, cursor: {} };
    },
    report: () => reportPart(db, { id, pack, plan, publicUrl, tables: registers }),
    verifier: async function* () {
      yield { path: 'verify.mjs', content: verifier, cursor: {} };
    },
    manifest: (cursor) => manifestPart(db, content, cursor),
    signature: () => signaturePart(db, content),
  };
  return [
    ...partsBefore.map((part) => before[part]),
    ...registers.map((register) => withTable(db, id, register, register.lines(db, content))),
    ...partsBehind.map((part) => behind[part]),
  ];
}
