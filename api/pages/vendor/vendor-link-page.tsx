import { z } from 'zod';
import { recordedProcess } from '../../process-answer.ts';
import { createLink, revokeLink } from '../../routes/vendor-link.ts';
import { requestId } from '../../schemas/text.ts';
import { vendorLinks } from '../../vendor-link.ts';
import { vendorProcess } from '../../vendor-process.ts';
import { type Form, page, type PageCall, type View } from '../page.ts';
import { type Refused, refusalIn } from '../refused-form.ts';
import { VendorLinkSection } from './vendor-link-section.tsx';

const params = z.object({ id: requestId });

const notices = {
  sent: 'The link is on its way.',
  revoked: 'Taken back: nobody comes in by this link any more.',
};

export const readLinks = page({
  method: 'get',
  path: '/vendors/{id}/links',
  access: 'anyone',
  params,
  query: z.object({
    done: z
      .enum(Object.keys(notices) as (keyof typeof notices)[])
      .optional()
      .catch(undefined),
  }),
  handle: (call) => linksView(call, { notice: call.query.done && notices[call.query.done] }),
});

export const sendLink = page({
  method: 'post',
  path: '/vendors/{id}/links',
  access: 'person',
  params,
  handle: async (call) => {
    const { params: asked, form, perform } = call;
    const days = form.text('/days');
    const body = { email: form.text('/email'), ...(days !== '' && { days: Number(days) }) };
    try {
      await perform(createLink, { params: asked, body });
    } catch (error) {
      return linksView(call, { returned: { form, refused: refusalIn(error) } });
    }
    return { redirect: `/vendors/${asked.id}/links?done=sent` };
  },
});

export const takeBack = page({
  method: 'post',
  path: '/vendors/{id}/links/{link}/revocation',
  access: 'person',
  params: z.object({ id: requestId, link: requestId }),
  handle: async ({ params: asked, perform }) => {
    await perform(revokeLink, { params: asked });
    return { redirect: `/vendors/${asked.id}/links?done=revoked` };
  },
});

async function linksView(
  {
    params: { id },
    viewer,
    at,
    services,
  }: Pick<PageCall<typeof params, undefined>, 'params' | 'viewer' | 'at' | 'services'>,
  { notice, returned }: { notice?: string | undefined; returned?: { form: Form; refused: Refused } },
): Promise<View> {
  const vendor = await recordedProcess(services, vendorProcess, id);
  const links = await vendorLinks(services, vendor, viewer.actor);
  const { details, assessment } = vendor.state;
  return {
    title: `Links for ${details.name}`,
    status: returned?.refused.status ?? 200,
    main: (
      <div class="stack">
        <h1>{details.name}</h1>
        {notice !== undefined && (
          <p class="notice" role="status">
            {notice}
          </p>
        )}
        <VendorLinkSection vendor={vendor} links={links} viewer={viewer} now={at} returned={returned} />
        {assessment?.phase === 'answering' && (
          <p>
            <a href={`/vendors/${id}/assessments/${assessment.number}/answers`}>Its answers so far</a>
          </p>
        )}
      </div>
    ),
  };
}
