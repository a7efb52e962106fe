import { describe, expect, it } from 'vitest';
import { rowMapper } from '../../import/map-row.ts';
import { parseMapping, readMapping, requireColumns } from '../../import/mapping.ts';
import { readTable } from '../../import/table.ts';
import { exampleMapping, messyInventory } from './mapping-fixture.ts';

const mapped = (text: string, mapping: unknown = exampleMapping()) =>
  readTable(text).rows.map(rowMapper(parseMapping(mapping)));

describe('a mapping that cannot be used says why', () => {
  it.each([
    [
      'an answer of ours that does not exist',
      { effect: { onPeople: { value: 'perhaps' }, affected: { value: [] } } },
      'onPeople',
    ],
    ['a field that does not exist', { colour: { value: 'red' } }, 'colour'],
    [
      'a column without a name',
      { title: { columns: ['nome'], value: '' } },
      '"nome" is not named in columns',
    ],
    [
      'a pattern that is none',
      { title: { value: '' }, users: { teams: { splitAt: '(', value: [] }, headcount: { value: 0 } } },
      '"(" is not a regular expression',
    ],
  ])('%s', (_what, change, message) => {
    const mapping = exampleMapping();
    expect(() => parseMapping({ ...mapping, fields: { ...mapping.fields, ...change } })).toThrow(message);
  });

  it('a file that is not there or not JSON', async () => {
    await expect(readMapping('nowhere.json')).rejects.toThrow(/nowhere\.json cannot be read/);
    await expect(readMapping(import.meta.filename)).rejects.toThrow(/cannot be used/);
  });

  it('a column that the file has not, with those that it has', () => {
    const { columns } = readTable('Name;Purpose\n');
    expect(() => requireColumns(parseMapping(exampleMapping()), columns)).toThrow(
      /"What is it for\?".*\n {2}name\n {2}purpose/,
    );
  });
});

describe('a row in our words', () => {
  const [search, letters, , , empty] = mapped(messyInventory);

  it('is taken as it is where everything is said', () => {
    expect(search?.mends).toEqual([]);
    expect(search?.content).toMatchObject({
      title: 'Search',
      system: { kind: 'search' },
      data: { classes: ['internal'] },
      users: { teams: ['Legal'] },
      costs: { runningPerYear: 1200 },
    });
  });

  it('takes an answer however it is spelled', () => {
    expect(letters?.content.data.classes).toEqual(['personal']);
    expect(letters?.mends).toEqual([]);
  });

  it('says what it had to assume', () => {
    expect(empty?.content).toMatchObject({ title: 'Untitled', purpose: { intendedUse: 'Not stated.' } });
    expect(empty?.mends).toEqual([
      'title: not stated',
      'purpose: not stated',
      'data classes: not answered',
      'running costs: "lots" is not a number, taken as 0',
    ]);
  });

  it('says nothing of a class of data that a condition excludes', () => {
    const [row] = mapped(
      'Name,What is it for?,Personal data?,Teams,Cost per year\nA,anonymous counts,Yes,,\n',
    );
    expect(row?.content.data.classes).toEqual(['internal']);
  });

  it('is cut where it is too long, between characters, and cleared of what is no text', () => {
    const [row] = mapped(
      `Name,What is it for?,Personal data?,Teams,Cost per year\n${'😀'.repeat(201)},a\0b,No,,\n`,
    );
    expect(row?.content.title).toBe(`${'😀'.repeat(199)}…`);
    expect(row?.content.purpose.intendedUse).toBe('ab');
    expect(row?.mends).toEqual([
      'title: cut from 402 to 400 characters',
      'purpose: characters that are no text removed',
      'system name: cut from 402 to 400 characters',
    ]);
  });

  it('can be read by the mapping that ships', async () => {
    const mapping = await readMapping('import/mappings/federal-2024.json');
    expect(Object.keys(mapping.columns)).toContain('topic');
    expect(JSON.stringify(mapping.columns)).not.toMatch(/rights-impacting/i);
  });
});
