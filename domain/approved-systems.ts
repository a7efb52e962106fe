import { type DataClass, dataClasses } from './adoption-request-content.ts';
import { inventoryPlaceholder } from './policy-text.ts';

/** What an adoption request was approved for. */
export interface ApprovedSystem {
  system: string;
  /** The request's title: what the system is used for. */
  use: string;
  dataClasses: DataClass[];
  providerMayTrain: boolean;
}

/** The inventory as far as a table holds it, and how many approvals there are in all. */
export interface ApprovedSystems {
  systems: ApprovedSystem[];
  total: number;
}

/** So many rows one still reads; who looks for another one finds it in the inventory. */
export const mostApprovedSystems = 200;

const longestName = 100;

const classWords: Record<DataClass, string> = {
  public: 'Public',
  internal: 'Internal',
  confidential: 'Confidential',
  personal: 'Personal',
  special_category: 'Special category',
};

/** A policy's Markdown with the table of approved systems where it asks for it. */
export function withApprovedSystems(markdown: string, approved: ApprovedSystems): string {
  return markdown.replaceAll(inventoryPlaceholder, () => `\n${approvedSystemsTable(approved)}\n`);
}

/** The approved systems and the classes of data that each may be given, as a table in Markdown. */
export function approvedSystemsTable({ systems, total }: ApprovedSystems): string {
  if (systems.length === 0) return 'No AI system is approved yet.';
  const columns = ['System', 'For', ...dataClasses.map((name) => classWords[name]), 'May learn from it'];
  const rows = systems.map(({ system, use, dataClasses: approvedFor, providerMayTrain }) => [
    asText(system),
    asText(use),
    ...dataClasses.map((name) => (approvedFor.includes(name) ? 'yes' : '–')),
    providerMayTrain ? 'yes' : 'no',
  ]);
  const table = [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const more = total - systems.length;
  return more === 0
    ? table.join('\n')
    : [...table, '', `And ${more.toLocaleString('en')} more, in the inventory.`].join('\n');
}

/** A name as Markdown that says exactly this, in one line of a table. */
function asText(name: string): string {
  const line = name.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const characters = Array.from(line);
  const short = characters.length > longestName ? `${characters.slice(0, longestName - 1).join('')}…` : line;
  return short.replaceAll(/[\\`*_[\]<>|~&#!@:]|(?<=www)\./gi, (character) => `\\${character}`);
}
