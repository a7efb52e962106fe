import { z } from 'zod';
import { accessGrantStates } from '../../domain/access-grant-state.ts';
import { longestGrantDays, usualGrantDays } from '../../domain/access-grant-time.ts';
import { controls } from '../../domain/control-catalogue.ts';
import { controlStatuses } from '../../domain/control.ts';
import { longestNda } from '../../domain/nda.ts';
import { disclosedFields, longestPrinciples } from '../../domain/trust-page.ts';
import type { UploadedFile } from '../upload.ts';
import { allDistinct, personName, personReference, requestId, someText, text } from './text.ts';

const moment = z.iso.datetime();
const hash = z.string().meta({ description: 'SHA-256, in hexadecimal digits.' });

const policyShown = z.strictObject({
  policy: requestId,
  shows: z.enum(['title', 'text']).meta({ description: 'Only that it is in force, or what it says too.' }),
});
const systemShown = z.strictObject({
  system: requestId,
  name: someText(200).meta({ description: 'As the world is to know it.' }),
  words: text(2_000).meta({ description: 'What it is used for, in words for the world.' }),
  fields: z.array(z.enum(disclosedFields)).refine(allDistinct, 'must name each once'),
});
const eachOnce = <Item>(keyOf: (item: Item) => unknown) =>
  [(items: Item[]) => allDistinct(items.map(keyOf)), 'must name each once'] as const;

export const trustPage = z
  .strictObject({
    name: someText(200).meta({ description: 'The organisation, as it wants to be called.' }),
    principles: text(longestPrinciples).meta({ description: 'Markdown.' }),
    controls: z
      .array(z.string().refine((id) => controls.some((control) => control.id === id), 'must be a control'))
      .refine(allDistinct, 'must name each once'),
    policies: z
      .array(policyShown)
      .max(50)
      .refine(...eachOnce(({ policy }: { policy: string }) => policy)),
    systems: z
      .array(systemShown)
      .max(200)
      .refine(...eachOnce(({ system }: { system: string }) => system)),
  })
  .meta({
    id: 'TrustPage',
    description: 'What the organisation wants to say of itself on its public page.',
    example: {
      name: 'Example Ltd',
      principles: '# How we use AI\n\nPeople decide; AI helps them to.',
      controls: ['A.9.2'],
      policies: [],
      systems: [],
    },
  });

export const trustPageDraft = z
  .object({ content: trustPage, version: z.int(), updatedBy: personName, updatedAt: moment })
  .meta({ id: 'TrustPageDraft' });

export const trustPageVersion = z
  .object({
    version: z.int(),
    hash,
    publishedBy: personName,
    publishedAt: moment,
    withdrawn: z.object({ by: personName, at: moment, reason: z.string() }).nullable(),
  })
  .meta({ id: 'TrustPageVersion' });

export const reasoned = z
  .strictObject({ reason: someText(10_000) })
  .meta({ id: 'TrustReason', example: { reason: 'It is not what we do any more.' } });

/** What anybody reads: no id of anything in the house. */
export const publicTrustPage = z
  .object({
    name: z.string(),
    version: z.int(),
    publishedAt: moment,
    principles: z.string(),
    controls: z.array(
      z.object({
        id: z.string(),
        framework: z.string(),
        title: z.string(),
        status: z.enum(controlStatuses),
        statements: z.object({
          apply: z.int().meta({ description: 'Statements of it that apply to the organisation.' }),
          checked: z.int().meta({ description: 'Those of them that there are records to hold against.' }),
        }),
      }),
    ),
    policies: z.array(
      z.object({
        title: z.string(),
        version: z.int(),
        inForceSince: moment,
        text: z.string().nullable().meta({ description: 'Markdown; null where only the title is public.' }),
      }),
    ),
    systems: z.array(
      z.object({
        name: z.string(),
        words: z.string(),
        provider: z.string().optional(),
        inUseSince: moment.optional(),
      }),
    ),
    documents: z.array(
      z.object({ title: z.string(), summary: z.string(), needsNda: z.boolean(), askAt: z.string() }),
    ),
  })
  .meta({ id: 'PublicTrustPage' });

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const details = { title: someText(200), summary: text(2_000), owner: personReference };

export const trustDocumentUpload = z
  .strictObject({
    ...details,
    listed: flag.meta({ description: 'Whether title and summary stand on the public page.' }),
    needsNda: flag,
    file: z
      .custom<UploadedFile>((file) => typeof file === 'object' && file !== null && 'content' in file, {
        error: 'must be a file',
      })
      .meta({ override: { type: 'string', format: 'binary' } }),
  })
  .meta({
    id: 'TrustDocumentUpload',
    description: 'A PDF of at most 25 MiB that is neither encrypted nor broken, and what is said of it.',
    example: {
      title: 'Report of the last audit',
      summary: 'What the auditors found, and what we did.',
      owner: 'compliance',
      listed: 'true',
      needsNda: 'false',
      file: examplePdf(),
    },
  });

export const trustDocumentDetails = z
  .strictObject({ ...details, listed: z.boolean(), needsNda: z.boolean() })
  .meta({
    id: 'TrustDocumentDetails',
    example: {
      title: 'Report of the last audit',
      summary: 'With what we did since.',
      owner: 'compliance',
      listed: false,
      needsNda: true,
    },
  });

export const trustDocument = z
  .object({
    id: z.uuid(),
    title: z.string(),
    summary: z.string(),
    owner: personName,
    listed: z.boolean(),
    needsNda: z.boolean(),
    file: hash,
    fileName: z.string(),
    addedBy: personName,
    addedAt: moment,
    removedAt: moment.nullable(),
    askAt: z.string().meta({ description: 'Where anybody who has this address can ask for it.' }),
  })
  .meta({ id: 'TrustDocument' });

export const ndaVersion = z
  .object({ version: z.int(), hash, publishedBy: personName, publishedAt: moment })
  .meta({ id: 'NdaVersion' });
export const nda = ndaVersion.extend({ markdown: z.string() }).meta({ id: 'Nda' });
export const ndaPublication = z.strictObject({ markdown: someText(longestNda) }).meta({
  id: 'NdaPublication',
  example: { markdown: '# Confidentiality\n\nWhat you read here you keep to yourself.' },
});

const grantSummary = {
  id: z.uuid(),
  state: z.enum(accessGrantStates),
  owner: personName,
  askedAt: moment,
  endsAt: moment.nullable(),
  barredAt: moment.nullable().meta({
    description:
      'Since when nothing opens by it, whatever the state says: it is taken back, and `revoked` once a worker has put that on record.',
  }),
  stakeholder: z.uuid().meta({ description: 'Who asks, by an id that says nothing of them.' }),
};

export const accessGrantSummary = z
  .object({
    ...grantSummary,
    documents: z.array(z.object({ id: z.uuid(), title: z.string() })),
    name: z.string().nullable(),
    company: z.string().nullable(),
    email: z.string().nullable().meta({ description: 'Null once they are forgotten.' }),
  })
  .meta({ id: 'AccessGrantSummary' });

export const accessGrant = z
  .object({
    ...grantSummary,
    documents: z.array(z.object({ id: z.uuid(), title: z.string(), removed: z.boolean() })),
    asking: z
      .object({ name: z.string(), company: z.string(), purpose: z.string(), email: z.string().nullable() })
      .nullable()
      .meta({ description: 'What they said of themselves; null once they are forgotten.' }),
    needsNda: z.boolean(),
    nda: z.object({ version: z.int(), hash }).nullable().meta({
      description: 'What they accepted. It stays what binds this grant when a newer version comes.',
    }),
    renews: z.uuid().nullable(),
    verifyBy: moment,
    verifiedAt: moment.nullable(),
    decideBy: moment.nullable(),
    lapsesAt: moment.nullable(),
    remindAt: z.array(moment).meta({ description: 'Reminders still to come.' }),
    escalatedAt: moment.nullable(),
    grantedAt: moment.nullable(),
    decision: z.object({ by: personName, at: moment, reason: z.string() }).nullable(),
  })
  .meta({ id: 'AccessGrant' });

export const accessApproval = z
  .strictObject({ days: z.int().min(1).max(longestGrantDays).default(usualGrantDays) })
  .meta({ id: 'AccessApproval', example: { days: 30 } });

export const trustDownload = z
  .object({
    id: z.uuid(),
    grant: z.uuid(),
    document: z.object({ id: z.uuid(), title: z.string() }),
    file: hash,
    stakeholder: z.uuid(),
    email: z.string().nullable(),
    at: moment,
  })
  .meta({ id: 'TrustDownload' });

/** A page with nothing on it. */
function examplePdf(): string {
  return `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>endobj
trailer<</Root 1 0 R/Size 4>>
%%EOF
`;
}
