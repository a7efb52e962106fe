import { z } from 'zod';
import { aiSystemProcess } from '../../ai-system-process.ts';
import { readUnrecorded } from '../../process-answer.ts';
import { Problem } from '../../problem.ts';
import { requestId } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { page, type View } from '../page.ts';
import { readAiSystem } from './ai-system-reading.ts';
import { aiSystemView } from './ai-system-view.tsx';
import { readUsageOf } from './usage-figures.tsx';

const params = z.object({ id: requestId });

const notices = {
  live: 'It is in use now.',
  suspended: 'Stopped. Usage checks say no from now on.',
  resumed: 'It may be used again.',
  reviewed: 'Reviewed. The next review has its day.',
  declared: 'Declared. Whoever has to sign has been told.',
  signed: 'Signed. It is on record.',
  asked: 'Asked. Its owner says whether you may use it; you hear of it.',
  answered: 'Answered. Whoever asked has been told.',
  removed: 'Done. This person has no place of their own in its scope any more.',
  bounded: 'Set. Its use is measured against these from now on.',
  trained: 'Set. Usage checks ask for it from now on.',
  handed_over: 'Handed over.',
  decommissioned: 'Decommissioned. Nobody may use it any more.',
  under_way: 'Accepted and kept safely. It shows here as soon as it has been recorded.',
};
type Done = keyof typeof notices;

export const readAiSystemPage = page({
  method: 'get',
  path: '/ai-systems/{id}',
  access: 'anyone',
  params,
  query: z.object({
    done: z
      .enum(Object.keys(notices) as Done[])
      .optional()
      .catch(undefined),
  }),
  handle: async ({ params: { id }, query: { done }, viewer, at, services, perform }) => {
    const reading = await readAiSystem(services, id);
    if (reading === undefined) return onItsWay(services, id);
    const usage = await readUsageOf(perform, id);
    return aiSystemView(reading, { usage, viewer, now: at, notice: done && notices[done] });
  },
});

/** A system whose request has been approved and that no worker has recorded yet. */
async function onItsWay(services: Services, id: string): Promise<View> {
  const { status } = await readUnrecorded(services, aiSystemProcess, id);
  if (status !== 202) throw new Problem('not_found', 'There is no such AI system.');
  return {
    title: 'On its way',
    status: 202,
    main: (
      <>
        <h1>This AI system is on its way</h1>
        <p class="lead">Its request has been approved. It shows here as soon as it is recorded.</p>
        <p>
          <a class="button" href={`/ai-systems/${id}`}>
            Look again
          </a>
        </p>
      </>
    ),
  };
}
