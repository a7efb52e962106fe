import { z } from 'zod';
import { namesOf } from '../../../db/directory.ts';
import { isResponsible } from '../../../domain/policy.ts';
import { Problem } from '../../problem.ts';
import { changePolicy } from '../../routes/policy.ts';
import { requestId } from '../../schemas/text.ts';
import { atFields, FaultSummary } from '../components/form.tsx';
import { page, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import {
  DetailFields,
  detailsBody,
  detailsIn,
  type TypedDetails,
  typedDetails,
} from './policy-detail-fields.tsx';
import { readPolicyFor } from './policy-reading.ts';

const params = z.object({ id: requestId });

export const readPolicyDetails = page({
  method: 'get',
  path: '/policies/{id}/details',
  access: 'person',
  params,
  handle: async ({ params: { id }, viewer, services }) => {
    const { state, seq } = await readPolicyFor(services, id);
    if (!isResponsible(viewer.actor, state)) {
      throw new Problem('wrong_role', 'Its owner and compliance managers change a policy.');
    }
    const { details } = state;
    const nameOf = await namesOf(services.db, [details.owner, ...details.audience.people]);
    return detailsView(id, details.title, typedDetails(details, nameOf), seq, notRefused);
  },
});

export const changePolicyDetails = page({
  method: 'post',
  path: '/policies/{id}/details',
  access: 'person',
  params,
  handle: async ({ params: { id }, form, services, perform }) => {
    try {
      const { status } = await perform(changePolicy, {
        params: { id },
        body: detailsBody(detailsIn(form)),
        headers: { 'if-match': `"${form.text('seen')}"` },
      });
      return { redirect: `/policies/${id}?done=${status === 202 ? 'under_way' : 'changed'}` };
    } catch (error) {
      const { state, seq } = await readPolicyFor(services, id);
      return detailsView(id, state.details.title, detailsIn(form), seq, refusalIn(error));
    }
  },
});

function detailsView(id: string, title: string, details: TypedDetails, seq: number, refused: Refused): View {
  const faults = atFields(refused.faults);
  return {
    title: `Change ${title}`,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Change {title}</h1>
          <p class="lead">
            Whom it concerns and when it is reviewed. What it says is changed by a new version. Who comes into
            its audience is asked at once.
          </p>
        </div>
        <form method="post" action={`/policies/${id}/details`} class="form">
          <FaultSummary message={refused.message} faults={faults} />
          <input type="hidden" name="seen" value={seq} />
          <DetailFields details={details} faults={faults} />
          <p class="buttons">
            <button>Change it</button>
            <a href={`/policies/${id}`}>Back to the policy</a>
          </p>
        </form>
      </>
    ),
  };
}
