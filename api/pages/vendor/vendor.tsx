import { z } from 'zod';
import { isResponsible } from '../../../domain/vendor.ts';
import { mayWrite } from '../../access.ts';
import { readUnrecorded } from '../../process-answer.ts';
import { Problem } from '../../problem.ts';
import { addEvidence, getVendorEvidence } from '../../routes/evidence.ts';
import { evidenceHash } from '../../schemas/evidence.ts';
import { cursor, requestId } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { vendorProcess } from '../../vendor-process.ts';
import { page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { readVendor } from './vendor-reading.ts';
import { vendorView } from './vendor-view.tsx';

const params = z.object({ id: requestId });

const notices = {
  registered: 'Registered.',
  changed: 'Changed, and on record.',
  started: 'The assessment is under way. Its answers are waited for.',
  reported: 'Reported. Whoever signs the review knows of it.',
  signed: 'Signed. It is on record.',
  off_boarded: 'Off-boarded.',
  attached: 'Attached.',
  under_way: 'Accepted and kept safely. It shows here as soon as it has been recorded.',
};
type Done = keyof typeof notices;

export const readVendorPage = page({
  method: 'get',
  path: '/vendors/{id}',
  access: 'anyone',
  params,
  query: z.object({
    done: z
      .enum(Object.keys(notices) as Done[])
      .optional()
      .catch(undefined),
    systems: cursor,
  }),
  handle: (call) =>
    shown(call, { notice: call.query.done && notices[call.query.done], cursor: call.query.systems }),
});

export const attach = page({
  method: 'post',
  path: '/vendors/{id}/evidence',
  access: 'person',
  params,
  takesFile: true,
  handle: async (call) => {
    const { id } = call.params;
    try {
      await call.perform(addEvidence, { params: { id }, body: { file: call.file } });
      return { redirect: `/vendors/${id}?done=attached#files` };
    } catch (error) {
      const refused = refusalIn(error);
      const fault = call.file === undefined ? 'Choose a file first.' : (refused.message ?? '');
      const faults = new Map([['/file', fault]]);
      return shown(call, { refused: { ...refused, message: 'Nothing was attached.', faults } });
    }
  },
});

export const download = page({
  method: 'get',
  path: '/vendors/{id}/evidence/{hash}',
  access: 'anyone',
  sendsFile: true,
  params: z.object({ id: requestId, hash: evidenceHash }),
  handle: async ({ params: asked, perform }) => ({
    file: await perform(getVendorEvidence, { params: asked }),
  }),
});

async function shown(
  {
    params: { id },
    viewer,
    at,
    services,
  }: Pick<PageCall<typeof params, undefined>, 'params' | 'viewer' | 'at' | 'services'>,
  {
    notice,
    cursor: systems,
    refused = notRefused,
  }: { notice?: string | undefined; cursor?: string | undefined; refused?: Refused },
): Promise<View> {
  const reading = await readVendor(services, id, at, systems);
  if (reading === undefined) return onItsWay(services, id);
  const act = reading.vendor.state !== 'off_boarded' && mayWrite(viewer.person);
  const may = { act, change: act && isResponsible(viewer.actor, reading.vendor) };
  return vendorView(reading, { viewer, now: at, may, notice, refused });
}

/** A vendor that has been accepted and that no worker has recorded yet. */
async function onItsWay(services: Services, id: string): Promise<View> {
  const { status } = await readUnrecorded(services, vendorProcess, id);
  if (status !== 202) throw new Problem('not_found', 'There is no such vendor.');
  return {
    title: 'On its way',
    status: 202,
    main: (
      <>
        <h1>This vendor is on its way to the register</h1>
        <p class="lead">It has been accepted and is kept safely. It shows here as soon as it is recorded.</p>
        <p>
          <a class="button" href={`/vendors/${id}`}>
            Look again
          </a>
        </p>
      </>
    ),
  };
}
