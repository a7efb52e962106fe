import { z } from 'zod';
import { managementDecisions } from '../../../domain/management-review-state.ts';
import { mayPrepare } from '../../../domain/management-review.ts';
import { Problem } from '../../problem.ts';
import type { AnyRoute } from '../../route.ts';
import {
  callOffManagementReview,
  readManagementReview,
  signManagementReview,
  submitMinutes,
} from '../../routes/management-review.ts';
import { requestId } from '../../schemas/text.ts';
import { Facts, Notice, PersonLabel, Prose } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { page, type PageCall, type PageReply, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { ManagementReviewDeeds } from './management-review-deeds.tsx';
import { ManagementReviewRecord } from './management-review-record.tsx';
import {
  ManagementReviewMark,
  type ManagementReviewReading,
  reasonWords,
} from './management-review-words.tsx';

const params = z.object({ id: requestId });
const doneWords = {
  written: 'The minutes are saved.',
  submitted: 'The minutes are submitted. Management is asked to sign them.',
  signed: 'Signed. The review is closed, and its actions are on their way to those who do them.',
  returned: 'It goes back to who prepares it, with what you want changed.',
  called_off: 'It is called off.',
};
type Done = keyof typeof doneWords;
const query = z.object({
  done: z
    .enum(Object.keys(doneWords) as [Done, ...Done[]])
    .optional()
    .catch(undefined),
});
type Call = PageCall<typeof params, typeof query | undefined>;

export const readManagementReviewPage = page({
  method: 'get',
  path: '/management-reviews/{id}',
  access: 'anyone',
  params,
  query,
  handle: (call) => reviewView(call, notRefused, call.query.done),
});

export const submitMinutesPage = page({
  method: 'post',
  path: '/management-reviews/{id}/submission',
  access: ['compliance_manager'],
  params,
  handle: (call) => carryOut(call, submitMinutes, { version: versionSeen(call) }, 'submitted'),
});

export const signManagementReviewPage = page({
  method: 'post',
  path: '/management-reviews/{id}/sign-offs',
  access: 'person',
  params,
  handle: (call) => {
    const { form } = call;
    const decision = managementDecisions.find((one) => one === form.text('/decision'));
    const body = { version: versionSeen(call), decision, comment: form.text('/comment') };
    return carryOut(call, signManagementReview, body, decision === 'approve' ? 'signed' : 'returned');
  },
});

export const callOffManagementReviewPage = page({
  method: 'post',
  path: '/management-reviews/{id}/calling-off',
  access: ['compliance_manager'],
  params,
  handle: (call) =>
    carryOut(call, callOffManagementReview, { reason: call.form.text('/reason') }, 'called_off'),
});

function versionSeen({ form }: Call): number {
  return Number(form.text('version'));
}

async function carryOut(call: Call, route: AnyRoute, body: object, done: Done): Promise<PageReply> {
  const { id } = call.params;
  try {
    await call.perform(route, { params: { id }, body });
    return { redirect: `/management-reviews/${id}?done=${done}` };
  } catch (error) {
    return reviewView(call, route === submitMinutes ? inMinutes(refusalIn(error)) : refusalIn(error));
  }
}

/** What is missing from the minutes is mended on a page of its own. */
function inMinutes({ message, faults, status }: Refused): Refused {
  const [missing] = faults.values();
  return { message: missing ?? message, faults: new Map(), status };
}

export async function readReview(perform: Call['perform'], id: string): Promise<ManagementReviewReading> {
  const { status, body } = await perform(readManagementReview, { params: { id } });
  if (status !== 200) throw new Problem('unavailable', 'This review is on its way. Look again soon.');
  return body as ManagementReviewReading;
}

async function reviewView(
  { params: { id }, form, viewer, at, perform }: Call,
  refused: Refused,
  done?: Done,
): Promise<View> {
  const review = await readReview(perform, id);
  const { state, reason, note, openedAt, openedBy, dueAt, signOff, ended } = review;
  const zone = viewer.timeZone;
  const due = state === 'preparing' ? dueAt : state === 'signing' ? signOff?.dueAt : undefined;
  return {
    title: 'Management review',
    status: refused.status,
    main: (
      <article class="stack record">
        <div class="page-head">
          <p class="screen-only">
            <a href="/management-reviews">Management reviews</a> <small>Prints as a document.</small>
          </p>
          <p class="quiet">Record of a management review · ISO/IEC 42001:2023, 9.3</p>
          <h1>Management review</h1>
          <p class="line">
            <ManagementReviewMark state={state} />
            {due !== undefined && <Due at={due} now={at} zone={zone} />}
          </p>
          {(state === 'preparing' || state === 'signing') &&
            (mayPrepare(viewer.person) || viewer.person.roles.includes('management')) && (
              <p class="to-action screen-only">
                <a class="button" href="#act">
                  What you can do now
                </a>
              </p>
            )}
        </div>
        {done !== undefined && <Notice tone="good">{doneWords[done]}</Notice>}
        {state === 'called_off' && ended !== null && (
          <Notice>
            Called off by <PersonLabel person={ended.by} />, <Time at={ended.at} zone={zone} />
            <Prose text={ended.note} />
          </Notice>
        )}
        <Facts
          facts={[
            ['Opened', <Time key="at" at={openedAt} zone={zone} />],
            ['By', <PersonLabel key="by" person={openedBy} />],
            ['Occasion', note === '' ? reasonWords[reason] : `${reasonWords[reason]}: ${note}`],
            [
              'Closed',
              review.closedAt === null ? '' : <Time key="closed" at={review.closedAt} zone={zone} />,
            ],
            ['In the register', <span key="stream" class="hash">{`management-review/${id}`}</span>],
          ]}
        />
        <ManagementReviewRecord review={review} zone={zone} />
        <ManagementReviewDeeds review={review} viewer={viewer} form={form} refused={refused} />
      </article>
    ),
  };
}
