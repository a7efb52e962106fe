import { z } from 'zod';
import { readUnrecorded } from '../../process-answer.ts';
import { policyProcess } from '../../policy-process.ts';
import { Problem } from '../../problem.ts';
import { acknowledgePolicy } from '../../routes/acknowledgement.ts';
import { requestId } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { readPolicy } from './policy-reading.ts';
import { policyView } from './policy-view.tsx';

const params = z.object({ id: requestId });

const notices = {
  created: 'Created. Its first review waits for its owner.',
  changed: 'Changed, and on record.',
  handed_in: 'Handed in. Whoever has to sign has been told.',
  confirmed: 'Confirmed. Whoever has to sign has been told.',
  signed: 'Signed. It is on record.',
  acknowledged: 'Thank you. It is on record that you have acknowledged it.',
  called_off: 'The review is called off.',
  retired: 'Retired. Nobody is asked for it any more.',
  under_way: 'Accepted and kept safely. It shows here as soon as it has been recorded.',
};
type Done = keyof typeof notices;

export const readPolicyPage = page({
  method: 'get',
  path: '/policies/{id}',
  access: 'anyone',
  params,
  query: z.object({
    done: z
      .enum(Object.keys(notices) as Done[])
      .optional()
      .catch(undefined),
  }),
  handle: (call) => shown(call, call.query.done && notices[call.query.done], notRefused),
});

/** By the same call as everybody: it binds to the text that was on the page. */
export const acknowledge = page({
  method: 'post',
  path: '/policies/{id}/acknowledgements',
  access: 'self',
  params,
  handle: async (call) => {
    const { id } = call.params;
    const body = { version: Number(call.form.text('/version')), hash: call.form.text('/hash') };
    try {
      await call.perform(acknowledgePolicy, { params: { id }, body });
      return { redirect: `/policies/${id}?done=acknowledged` };
    } catch (error) {
      return shown(call, undefined, refusalIn(error));
    }
  },
});

async function shown(
  {
    params: { id },
    viewer,
    at,
    services,
  }: Pick<PageCall<typeof params, undefined>, 'params' | 'viewer' | 'at' | 'services'>,
  notice: string | undefined,
  refused: Refused,
): Promise<View> {
  const reading = await readPolicy(services, id, viewer.person.id);
  if (reading === undefined) return onItsWay(services, id);
  return policyView(reading, { viewer, now: at, notice, refused });
}

/** A policy that has been accepted and that no worker has recorded yet. */
async function onItsWay(services: Services, id: string): Promise<View> {
  const { status } = await readUnrecorded(services, policyProcess, id);
  if (status !== 202) throw new Problem('not_found', 'There is no such policy.');
  return {
    title: 'On its way',
    status: 202,
    main: (
      <>
        <h1>This policy is on its way</h1>
        <p class="lead">It has been accepted and is kept safely. It shows here as soon as it is recorded.</p>
        <p>
          <a class="button" href={`/policies/${id}`}>
            Look again
          </a>
        </p>
      </>
    ),
  };
}
