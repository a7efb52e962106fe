import { processRegisters } from '../domain/audit-pack-register.ts';
import { factRegisters } from './audit-pack-facts.ts';

const beforeRecords = { controls: 'How the controls stand' } as const;
const behindRecords = {
  evidence: 'Files of evidence',
  events: 'Events, and the checkpoints that vouch for them',
  oscal: 'Assessment results as OSCAL',
  report: 'Report',
  verifier: 'Verifier',
  manifest: 'Manifest of all files',
  signature: 'Signature of the manifest',
} as const;

export const partsBefore = Object.keys(beforeRecords) as (keyof typeof beforeRecords)[];
export const partsBehind = Object.keys(behindRecords) as (keyof typeof behindRecords)[];

/** The parts of a pack by their titles, in the order in which they are written: a part is named by its place. */
export const packPartTitles: readonly string[] = [
  ...Object.values(beforeRecords),
  ...processRegisters.map(({ title }) => title),
  ...factRegisters.map(({ title }) => title),
  ...Object.values(behindRecords),
];
