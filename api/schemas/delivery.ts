import { z } from 'zod';
import { deliveryStates } from '../../db/tables/notification.ts';
import { roles } from '../../domain/identity.ts';
import { instant } from './text.ts';

/** What became of a message: everything but what it says. */
export const delivery = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    channel: z.enum(['mail', 'slack', 'webhook']),
    state: z.enum(deliveryStates),
    topic: z
      .string()
      .nullable()
      .meta({ description: 'What it is about: `adoption-request/…`, `risk/…`, `action/…` or `vendor/…`.' }),
    person: z.string().nullable(),
    role: z.enum(roles).nullable(),
    endpoint: z.string().nullable(),
    createdAt: z.iso.datetime(),
    settledAt: z.iso.datetime().nullable(),
    attempts: z.number().int(),
    fault: z.string().nullable(),
  })
  .meta({ id: 'Delivery' });

export const deliveryPage = z.object({ items: z.array(delivery), next: z.string().nullable() });

export const deliveryPosition = z.object({ createdAt: instant, id: z.uuid() });
