import { z } from 'zod';

export const accepted = z
  .object({
    id: z.uuid(),
    state: z.literal('accepted'),
    commandId: z.string().optional(),
    detail: z.string().optional().meta({ description: 'What holds already, where anything does.' }),
  })
  .meta({ id: 'Accepted', description: 'Safely kept, and answered as soon as a worker is there.' });

/** What every operation answers whose command waits for a worker. */
export const pending = {
  description: 'Accepted; no worker has answered yet.',
  schema: accepted,
  headers: ['Location'],
};
