import { z } from 'zod';
import { dataClasses } from '../../domain/adoption-request-content.ts';
import {
  oversightCaseStates,
  oversightDecisions,
  oversightKinds,
} from '../../domain/oversight-case-state.ts';
import { denialReasons } from '../../domain/usage-check.ts';
import { instant, personName } from './text.ts';

const uses = z.number();
const listed = <Item extends z.ZodType>(item: Item) =>
  z.object({ total: z.number().meta({ description: 'How many there are in all.' }), items: z.array(item) });
const hash = z.string().nullable();

const breach = z.object({
  case: z.uuid(),
  boundary: z.string(),
  statement: z.string(),
  openedAt: instant,
  settledAt: instant.nullable(),
  state: z.enum(oversightCaseStates).nullable(),
  decision: z.enum(oversightDecisions).nullable(),
});

const sampledUse = z.object({
  source: z.string(),
  event: z.string(),
  usedAt: instant,
  person: personName.nullable(),
  unknownPerson: z.boolean(),
  purpose: z.string().nullable(),
  dataClass: z.enum(dataClasses).nullable(),
  uses,
  cost: z.number().nullable(),
  tokens: z.number().nullable(),
  flags: z.array(z.string()),
  promptHash: hash,
  outputHash: hash,
});

/** What is known of the use in the period, as it was gathered once and for all. */
export const auditFiguresShown = z
  .object({
    since: instant,
    until: instant,
    gatheredAt: instant,
    knownSince: instant.meta({
      description: 'Later than `since` where use from before then has been thrown away: it is in no figure.',
    }),
    currency: z.string(),
    uses,
    cost: z.number(),
    earlierUses: uses.meta({
      description: 'From before the period, and told too late for the audit before: in no other figure.',
    }),
    people: z.number(),
    months: z.array(z.object({ month: z.string(), uses, cost: z.number() })),
    purposes: listed(z.object({ name: z.string().nullable(), uses, inScope: z.boolean() })),
    dataClasses: z.array(z.object({ name: z.enum(dataClasses).nullable(), uses, inScope: z.boolean() })),
    usersOutOfScope: listed(z.object({ person: personName, uses })),
    unknownUsers: listed(
      z.object({
        number: z.number(),
        uses,
        name: z
          .string()
          .nullable()
          .meta({ description: 'As long as the use is kept that was told under it.' }),
      }),
    ),
    unnamedUses: uses,
    checks: z.object({
      allowed: z.number(),
      denied: z.number(),
      reasons: z.array(z.object({ reason: z.enum(denialReasons), checks: z.number() })),
    }),
    breaches: listed(breach),
    otherCases: z.array(z.object({ kind: z.enum(oversightKinds), cases: z.number() })),
    unused: z.object({
      purposes: z.array(z.string()),
      dataClasses: z.array(z.enum(dataClasses)),
      people: z.number(),
    }),
    seed: z.string().meta({
      description:
        'By which the sample was drawn: those uses whose SHA-256 of "<seed>/<source>/<event>/<usedAt>" is smallest.',
    }),
    sample: z.array(sampledUse),
  })
  .meta({ id: 'AuditFigures' });
