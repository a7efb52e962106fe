import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PackedControls } from '../../activities/audit-pack-controls.ts';
import { assessmentResults, nameUuid } from '../../activities/audit-pack-oscal.ts';
import type { AuditPack } from '../../domain/audit-pack.ts';
import { controls, statements } from '../../domain/control-catalogue.ts';
import { controlStatuses } from '../../domain/control.ts';

const schemaFile = path.join(import.meta.dirname, '../fixtures/oscal/oscal_complete_schema.json');
const at = '2026-11-26T10:00:00.000Z';

const pack: AuditPack = {
  state: 'making',
  title: 'Certification <audit> 2026 & more',
  scope: { from: '2026-01-01', until: '2026-11-26', systems: 'all' },
  since: '2025-12-31T23:00:00.000Z',
  until: at,
  engagement: null,
  askedBy: 'person-1',
  askedAt: at,
  made: null,
  keptUntil: null,
  cancelled: null,
};

/** Every statement of the catalogue, each status among them, some with records in which they do not hold. */
const packed: PackedControls = {
  at,
  items: controls.flatMap((control) => {
    const its = statements.filter((statement) => statement.control === control.id);
    if (its.length === 0) return [];
    const packedStatements = its.map((statement, place) => ({
      ...statement,
      status: controlStatuses[place % controlStatuses.length] ?? 'met',
      population: 3,
      failing: place % 3,
      justification: null,
      gap: null,
      records: Array.from({ length: place % 3 }, (_, n) => ({
        stream: `ai-system/${place}-${n}`,
        title: '',
      })),
    }));
    return [
      { ...control, status: 'partly_met' as const, owner: null, statements: packedStatements, shownBy: [] },
    ];
  }),
};

describe('assessment results of OSCAL', () => {
  let isValid: (results: unknown) => string[];
  beforeAll(async () => {
    // Patterns of Unicode classes need the u flag; "strict" would refuse words of the schema that ajv does not know.
    const ajv = new Ajv({ strict: false, unicodeRegExp: true, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(JSON.parse(await readFile(schemaFile, 'utf8')) as object);
    isValid = (results) =>
      validate(results)
        ? []
        : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
  });

  const results = () =>
    assessmentResults({ id: 'p', pack, controls: packed, publicUrl: 'https://countersign.example' });

  it('are valid by NIST’s schema of 1.1.3', () => {
    expect(isValid(results())).toEqual([]);
    expect(isValid({ 'assessment-results': { uuid: 'none' } })).not.toEqual([]);
  });

  it('have a finding and an observation for each statement, with what fails as its subjects', () => {
    const [result] = (
      results() as {
        'assessment-results': {
          results: {
            findings: { uuid: string; target: { status: { state: string; reason: string } } }[];
            observations: { uuid: string; subjects?: { 'subject-uuid': string }[] }[];
          }[];
          'back-matter': { resources: { uuid: string }[] };
        };
      }
    )['assessment-results'].results;
    const all = packed.items
      .flatMap((control) => control.statements)
      .filter(({ status }) => status !== 'not_applicable');
    expect(result?.findings.map(({ target }) => target.status.state)).toEqual(
      all.map(({ status }) => (status === 'met' ? 'satisfied' : 'not-satisfied')),
    );
    expect(result?.observations.map(({ subjects }) => subjects?.length ?? 0)).toEqual(
      all.map(({ records }) => records.length),
    );
  });

  it('are valid where something, or everything, does not apply', () => {
    const excluded = (from: number): PackedControls => ({
      at,
      items: packed.items.map((control, place) => ({
        ...control,
        statements: control.statements.map((one) => ({
          ...one,
          status: place >= from ? ('not_applicable' as const) : one.status,
        })),
      })),
    });
    for (const from of [1, 0]) {
      const left = assessmentResults({
        id: 'p',
        pack,
        controls: excluded(from),
        publicUrl: 'https://c.example',
      });
      expect(isValid(left)).toEqual([]);
      expect(JSON.stringify(left)).toContain('"exclude-controls"');
    }
  });

  it('are the same whenever they are made, with UUIDs of version 5', () => {
    expect(results()).toEqual(results());
    expect(nameUuid('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(nameUuid('a')).not.toBe(nameUuid('b'));
  });
});
