import type { ComponentChildren } from 'preact';
import { Facts, PersonLabel } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { nameInWords } from '../event-words.ts';

/** How deep a record is laid out; what lies deeper is read over the API. */
const deepest = 6;

/** What a record says, whatever kind it is: names and values as its own operation shows them, nothing left out. */
export function RecordContent({ value, zone, depth = 0 }: { value: unknown; zone: string; depth?: number }) {
  if (Array.isArray(value)) return <Items items={value as unknown[]} zone={zone} depth={depth} />;
  if (typeof value !== 'object' || value === null) return <>{simple(value, zone)}</>;
  if (isPerson(value)) return <PersonLabel person={{ userName: '', ...value }} />;
  if (depth === deepest) return <>…</>;
  const facts = Object.entries<unknown>({ ...value }).map(([name, part]): [string, ComponentChildren] => [
    nameInWords(name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()),
    isEmpty(part) ? '' : <RecordContent key={name} value={part} zone={zone} depth={depth + 1} />,
  ]);
  return <Facts facts={facts} />;
}

function Items({ items, zone, depth }: { items: unknown[]; zone: string; depth: number }) {
  if (items.every((item) => typeof item === 'string')) return <>{items.join(', ')}</>;
  return (
    <ul>
      {items.map((item, index) => (
        <li key={index}>
          <RecordContent value={item} zone={zone} depth={depth + 1} />
        </li>
      ))}
    </ul>
  );
}

function simple(value: unknown, zone: string) {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return value.toLocaleString('en');
  const text = String(value);
  return isInstant(text) ? <Time at={text} zone={zone} /> : text;
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text);
}

function isPerson(value: object): value is { id: string; name: string } {
  const names = Object.keys(value);
  return 'id' in value && 'name' in value && names.every((name) => ['id', 'name', 'userName'].includes(name));
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
