import { z } from 'zod';
import { uuidOf } from '../db/uuid.ts';
import { aiServiceOf } from '../domain/ai-service-catalogue.ts';
import type { PersonId } from '../domain/decider.ts';
import type { UsageEvent } from '../domain/usage-event.ts';
import { orNothing, readTable, type Row, type RowFault } from './csv-table.ts';
import { instant, someText } from './schemas/text.ts';

/** As proxies and directories write it: an instant; without its offset it is in UTC; or seconds since 1970. */
const logTime = z
  .string()
  .transform((cell) => {
    if (/^\d{9,10}(\.\d+)?$/.test(cell)) return new Date(Number(cell) * 1_000).toISOString();
    const spaced = cell.replace(/^(\d{4}-\d\d-\d\d) /, '$1T');
    return /T[\d:.]+$/.test(spaced) ? `${spaced}Z` : spaced;
  })
  .pipe(instant);

const cells = {
  time: logTime,
  person: orNothing(someText(200)),
  host: orNothing(someText(2_000)),
  application: orNothing(someText(200)),
};
type LogRow = Row<typeof cells>;

/** What the columns are called in the logs of common proxies and directories. */
const kind = {
  cells,
  needed: ['time'] as const,
  ignored: 'others' as const,
  alsoCalled: {
    time: ['timestamp', 'date', 'datetime', 'usedAt', 'eventTime', 'createdDateTime', 'Date (UTC)'],
    person: [
      'user',
      'username',
      'userName',
      'user_name',
      'cs-username',
      'userPrincipalName',
      'email',
      'actor',
    ],
    host: ['hostname', 'domain', 'cs-host', 'url', 'destination', 'dest_host'],
    application: ['app', 'app_name', 'appDisplayName', 'service', 'system'],
  },
  mostRows: 100_000,
  faults: { time: 'must be an instant, such as 2026-11-24T10:15:00Z, or seconds since 1970' },
};

/** What the uses of a log are filed under, whoever has brought it: the same row is there once. */
const source: PersonId = 'log';

/** The uses of AI that a log tells of; of the rest it is only said how many rows there were. */
export interface LoggedUse {
  events: UsageEvent[];
  /** Rows that can be read. */
  rows: number;
  faults: RowFault[];
}

/**
 * Reads the log of a proxy or of single sign-on. A row is a use of AI where its host, or its application, is one of the
 * catalogue's, or is called like something that the register knows, which `knownAmong` says.
 */
export async function readUsageTable(
  text: string,
  knownAmong: (names: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<LoggedUse> {
  const { rows, faults } = await readTable(text, kind);
  const named = rows.map((row) => ({ row, name: serviceNamed(row), called: called(row) }));
  const known = await knownAmong([...new Set(named.flatMap((one) => one.called))]);
  const seen = new Map<string, number>();
  const events = named.flatMap(({ row, name, called: names }) => {
    const system = names.find((one) => known.has(one)) ?? name;
    return system === undefined ? [] : [useOf(row, system, seen)];
  });
  return { events, rows: rows.length, faults };
}

/** What a row calls what was used: its application, and the host of its address. */
function called({ application, host }: LogRow): string[] {
  return [application, host === undefined ? undefined : hostOf(host)].filter((name) => name !== undefined);
}

function serviceNamed(row: LogRow): string | undefined {
  return called(row)
    .map((name) => aiServiceOf(name)?.name)
    .find((name) => name !== undefined);
}

/** "https://chat.example.com:443/path" and "chat.example.com:443" are of the host "chat.example.com". */
function hostOf(address: string): string {
  const [authority = ''] = address.replace(/^[a-z][a-z+.-]*:\/\//i, '').split(/[/?#]/);
  return authority.replace(/^.*@/, '').replace(/:\d+$/, '').toLowerCase();
}

/** Rows that say the same are as many uses; the same rows in another file are the same uses. */
function useOf({ time = '', person }: LogRow, system: string, seen: Map<string, number>): UsageEvent {
  const said = JSON.stringify([time, person ?? null, system]);
  const times = (seen.get(said) ?? 0) + 1;
  seen.set(said, times);
  return {
    id: uuidOf([said, times]),
    source,
    usedAt: time,
    system,
    person: person ?? null,
    purpose: null,
    dataClass: null,
    tokens: null,
    requests: 1,
    cost: null,
    measurements: {},
    flags: [],
    promptHash: null,
    outputHash: null,
  };
}
