import { createHash } from 'node:crypto';
import type { AuditPack } from '../domain/audit-pack.ts';
import { frameworks } from '../domain/control.ts';
import { pagePathOf } from '../domain/topic.ts';
import type { PackedControl, PackedControls, PackedStatement } from './audit-pack-controls.ts';

/** By which our UUIDs of version 5 (RFC 9562, 5.5) are apart from those of everybody else. */
const namespace = Buffer.from('6f1d1f5c3f0b4c6f8d5e3a8f2b7c9d10', 'hex');

/** The same UUID for the same name, always, of the version that OSCAL takes. */
export function nameUuid(name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

interface Given {
  id: string;
  pack: AuditPack;
  controls: PackedControls;
  publicUrl: string;
}

/**
 * How the controls stand as assessment results of OSCAL 1.1.3 (NIST): a finding and an observation for each statement, and
 * every record in which it does not hold as a resource that the observation is about.
 */
export function assessmentResults({ id, pack, controls, publicUrl }: Given): object {
  const { at, items } = controls;
  const uuid = (name: string) => nameUuid(`${id}/${name}`);
  const plan = uuid('plan');
  const applicable = items.flatMap((control) => {
    const its = control.statements.filter(({ status }) => status !== 'not_applicable');
    return its.length === 0 ? [] : [{ ...control, statements: its }];
  });
  const excluded = items.filter(({ id: control }) => applicable.every((one) => one.id !== control));
  const statements = applicable.flatMap((control) => control.statements.map((one) => ({ control, one })));
  const failing = new Map(
    statements.flatMap(({ one }) => one.records.map((record) => [record.stream, record])),
  );
  return {
    'assessment-results': {
      uuid: uuid('results'),
      metadata: {
        title: pack.title,
        'last-modified': at,
        version: '1',
        'oscal-version': '1.1.3',
        remarks: `Made by Countersign for the period from ${pack.since} to ${pack.until}.`,
      },
      'import-ap': { href: `#${plan}` },
      results: [
        {
          uuid: uuid('result'),
          title: 'Checks over the records',
          description:
            'Each statement is a check over the records themselves, as they were when the pack was made.',
          start: at,
          end: at,
          'reviewed-controls': { 'control-selections': [selectionOf(applicable, excluded)] },
          ...(statements.length > 0 && {
            observations: statements.map(({ one }) => observationOf(one, at, uuid)),
            findings: statements.map(({ control, one }) => findingOf(control, one, uuid)),
          }),
        },
      ],
      'back-matter': {
        resources: [
          {
            uuid: plan,
            title: 'How the statements are checked',
            description:
              'The statements and their checks are those of the release of Countersign that made the pack; controls.json has them.',
            rlinks: [{ href: '../controls.json', 'media-type': 'application/json' }],
          },
          ...[...failing.values()].map(({ stream, title }) => ({
            uuid: uuid(stream),
            title: title === '' ? stream : title,
            rlinks: [{ href: `${publicUrl}${pagePathOf(stream)}` }],
            props: [{ name: 'stream', ns: 'urn:countersign:oscal', value: stream }],
          })),
        ],
      },
    },
  };
}

/** Control ids and statement ids of OSCAL are tokens: they begin with a letter. */
function tokenOf(id: string): string {
  return /^[A-Za-z]/.test(id) ? id.toLowerCase() : `clause-${id}`;
}

/** What does not apply is not assessed; why is in controls.json. */
function selectionOf(applicable: readonly PackedControl[], excluded: readonly PackedControl[]): object {
  const included = applicable.map(({ id, statements }) => ({
    'control-id': tokenOf(id),
    'statement-ids': statements.map((statement) => tokenOf(statement.id)),
  }));
  return {
    ...(included.length > 0 && { 'include-controls': included }),
    ...(excluded.length > 0 && {
      'exclude-controls': excluded.map(({ id }) => ({ 'control-id': tokenOf(id) })),
    }),
    remarks: 'What the statement of applicability leaves out is not assessed; controls.json says why.',
  };
}

function observationOf(
  { id, text, population, failing, records }: PackedStatement,
  at: string,
  uuid: (name: string) => string,
): object {
  const subjects = records.map(({ stream, title }) => ({
    'subject-uuid': uuid(stream),
    type: 'resource',
    title: title === '' ? stream : title,
  }));
  return {
    uuid: uuid(`observation/${id}`),
    title: text,
    description: `Of ${population} records ${failing} do not show it.`,
    props: [
      { name: 'population', ns: 'urn:countersign:oscal', value: `${population}` },
      { name: 'failing', ns: 'urn:countersign:oscal', value: `${failing}` },
    ],
    methods: ['TEST'],
    types: ['control-objective'],
    ...(subjects.length > 0 && { subjects }),
    'relevant-evidence': [{ href: '../controls.json', description: 'What the check found.' }],
    collected: at,
  };
}

function findingOf(
  control: PackedControl,
  { id, text, status, also }: PackedStatement,
  uuid: (name: string) => string,
): object {
  const places = also.map(({ framework, place }) => `${frameworks[framework].title}, ${place}`);
  return {
    uuid: uuid(`finding/${id}`),
    title: text,
    description: `${frameworks[control.framework].title}, ${control.id}: ${control.title}. Status: ${status}.`,
    target: {
      type: 'statement-id',
      'target-id': tokenOf(id),
      title: text,
      status: stateOf(status),
    },
    'related-observations': [{ 'observation-uuid': uuid(`observation/${id}`) }],
    ...(places.length > 0 && { remarks: `Also asked for in: ${places.join('; ')}.` }),
  };
}

/** OSCAL knows satisfied or not; that there was nothing to check is a reason beside it. */
function stateOf(status: string): object {
  if (status === 'met') return { state: 'satisfied', reason: 'pass' };
  const failed = status === 'gap' || status === 'partly_met';
  return { state: 'not-satisfied', reason: failed ? 'fail' : 'other', remarks: status.replaceAll('_', ' ') };
}
