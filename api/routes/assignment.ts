import { z } from 'zod';
import { askedOf } from '../../db/assignment-list.ts';
import { subjectTitles } from '../../db/assignment-title.ts';
import { actorOf, route } from '../route.ts';
import { assignment } from '../schemas/acknowledgement.ts';

export const listMyAssignments = route({
  method: 'get',
  path: '/v1/assignments',
  operationId: 'listMyAssignments',
  summary: 'What you are asked to acknowledge and to learn, soonest due first',
  tag: 'Acknowledgements',
  access: 'self',
  responses: {
    200: { description: 'All of it.', schema: z.object({ items: z.array(assignment) }) },
  },
  handle: async ({ caller, services: { db } }) => {
    const asked = await askedOf(db, actorOf(caller).person);
    const titles = await subjectTitles(db, asked);
    const items = asked.map(({ campaign, ...rest }) => ({
      subject: campaign,
      title: titles.get(campaign) ?? campaign,
      ...rest,
    }));
    return { status: 200, body: { items } };
  },
});
