/** `npm run bench [-- lifecycle|start|lists|pages|registers|campaigns|usage|usage-checks|audit-pack|controls …]`: measures, and prints a Markdown table. A missed goal is a row, not an error. */
import { measureAuditPack } from './audit-pack.ts';
import { measureCampaigns } from './campaigns.ts';
import { measureControls } from './controls.ts';
import { measureLifecycle } from './lifecycle.ts';
import { measureLists } from './lists.ts';
import { type Row, rowOf, tableHead } from './measure.ts';
import { measurePages } from './pages.ts';
import { measureRegisters } from './registers.ts';
import { measureStart } from './start.ts';
import { measureUsageChecks } from './usage-checks.ts';
import { measureUsage } from './usage.ts';

const parts: Record<string, () => Promise<Row[]>> = {
  lifecycle: measureLifecycle,
  start: measureStart,
  lists: measureLists,
  pages: measurePages,
  registers: measureRegisters,
  campaigns: measureCampaigns,
  usage: measureUsage,
  'usage-checks': measureUsageChecks,
  'audit-pack': measureAuditPack,
  controls: measureControls,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')}: choose from ${Object.keys(parts).join(', ')}.\n`);
  process.exit(1);
}
process.stdout.write(`${tableHead}\n`);
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const row of await measure()) process.stdout.write(`${rowOf(row)}\n`);
}
