import { z } from 'zod';
import { oversightCaseProcess } from '../../oversight-case-process.ts';
import { readUnrecorded } from '../../process-answer.ts';
import { Problem } from '../../problem.ts';
import { requestId } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { page, type View } from '../page.ts';
import { readOversightCase } from './oversight-case-reading.ts';
import { oversightCaseView } from './oversight-case-view.tsx';

const params = z.object({ id: requestId });

const notices = {
  acknowledged: 'It is on record that you are at it.',
  second_asked: 'Asked. What you decide now counts once a second reviewer has confirmed it.',
  decided: 'It is on record, and whoever is concerned has been told.',
  disputed: 'You disagreed. The case has gone up a level.',
  handed_over: 'Handed over. They have been told.',
  reassigned: 'Somebody else is looked for.',
  reported: 'It is on record that they were told.',
  closed: 'Closed.',
  called_off: 'Called off.',
  under_way: 'Accepted and kept safely. It shows here as soon as it has been recorded.',
};
type Done = keyof typeof notices;

export const readOversightCasePage = page({
  method: 'get',
  path: '/oversight-cases/{id}',
  access: 'anyone',
  params,
  query: z.object({
    done: z
      .enum(Object.keys(notices) as Done[])
      .optional()
      .catch(undefined),
  }),
  handle: async ({ params: { id }, query: { done }, viewer, at, services }) => {
    const reading = await readOversightCase(services, id, viewer.person.id, at);
    if (reading === undefined) return onItsWay(services, id);
    return oversightCaseView(reading, { viewer, now: at, notice: done && notices[done] });
  },
});

/** A case that has been opened and that no worker has recorded yet. */
async function onItsWay(services: Services, id: string): Promise<View> {
  const { status } = await readUnrecorded(services, oversightCaseProcess, id);
  if (status !== 202) throw new Problem('not_found', 'There is no such oversight case.');
  return {
    title: 'On its way',
    status: 202,
    main: (
      <>
        <h1>This case is on its way</h1>
        <p class="lead">It has been taken down, and shows here as soon as it is recorded.</p>
        <p>
          <a class="button" href={`/oversight-cases/${id}`}>
            Look again
          </a>
        </p>
      </>
    ),
  };
}
