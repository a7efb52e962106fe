import { describe, expect, it } from 'vitest';
import { decode } from '../../import/decode.ts';
import { readTable, TableError } from '../../import/table.ts';

describe('bytes become text', () => {
  const windows1252 = Buffer.from([0x93, 0x41, 0x92, 0x80, 0xe9, 0x94]);

  it('as UTF-8 where they are UTF-8', () => {
    expect(decode(Buffer.from('Müller – “A”'))).toEqual({ text: 'Müller – “A”', encoding: 'utf-8' });
  });

  it('as Windows-1252 where they are not, with the quotation marks and the euro in their places', () => {
    expect(decode(windows1252)).toEqual({ text: '“A’€é”', encoding: 'windows-1252' });
  });

  it.each([
    ['utf-8', Buffer.from('\uFEFFé')],
    ['utf-16le', Buffer.from('\uFEFFé', 'utf16le')],
    ['utf-16be', Buffer.from('\uFEFFé', 'utf16le').swap16()],
  ])('by a byte order mark: %s', (encoding, bytes) => {
    expect(decode(bytes)).toEqual({ text: 'é', encoding });
  });

  it('as told, and never by a name that means nothing', () => {
    expect(decode(windows1252, 'macintosh')).toMatchObject({ encoding: 'macintosh' });
    expect(decode(Buffer.from([0xb1]), 'iso-8859-2').text).toBe('ą');
    expect(() => decode(windows1252, 'klingon')).toThrow(/klingon/);
  });
});

describe('text becomes a table', () => {
  it.each([',', ';', '\t', '|'])(
    'separated by %j, quoted cells holding separators and line breaks',
    (mark) => {
      const { delimiter, rows } = readTable(['a', 'b\r\n"1,;\n\t|"', '2\r\n'].join(mark));
      expect(delimiter).toBe(mark);
      expect(Object.fromEntries(rows[0]?.cells ?? [])).toEqual({ a: '1,;\n\t|', b: '2' });
    },
  );

  it('with repeated headers told apart, and spellings of a header taken as one', () => {
    const { columns } = readTable('The system’s  outputs.,If other,if  other.\n1,2,3\n');
    expect(columns).toEqual(["the system's outputs", 'if other', 'if other. (2)']);
  });

  it('with rows counted as a spreadsheet does, blank ones left out, crooked ones named', () => {
    const { rows } = readTable('a,b\n1,2\n,\n3\n4,5,6\n');
    expect(rows.map(({ number }) => number)).toEqual([2, 4, 5]);
    expect(rows.map(({ faults }) => faults.length)).toEqual([0, 1, 1]);
  });

  it('with keys that name what a row says: stable, one for each copy, whatever the order of columns', () => {
    const keys = (text: string) => readTable(text).rows.map(({ key }) => key);
    const [first, second, copy] = keys('a,b\n1,2\n3,4\n1,2\n');
    expect(new Set([first, second, copy]).size).toBe(3);
    expect(keys('b;a;new\n4;3;\n2;1;\n')).toEqual([second, first]);
  });

  it('or not at all, and then it says where', () => {
    expect(() => readTable('')).toThrow(TableError);
    expect(() => readTable('a,b\n1,"2\n')).toThrow(/line 3|not closed/i);
  });
});
