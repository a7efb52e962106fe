import { z } from 'zod';
import { overseers } from '../../people-shown.ts';
import { Problem } from '../../problem.ts';
import type { AnyRoute } from '../../route.ts';
import { assignGap, closeGap, planGap, readGap } from '../../routes/gap.ts';
import type { gap } from '../../schemas/gap.ts';
import { requestId } from '../../schemas/text.ts';
import { Facts, Notice, PersonLabel, Prose, Section } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { streamPath } from '../event-words.ts';
import { page, type PageCall, type PageReply, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { GapMark } from './control-marks.tsx';
import { GapDeeds } from './gap-deeds.tsx';

const params = z.object({ id: requestId });
type Call = PageCall<typeof params, undefined>;

export const readGapPage = page({
  method: 'get',
  path: '/gaps/{id}',
  access: 'anyone',
  params,
  handle: (call) => gapView(call, notRefused),
});

export const assign = page({
  method: 'post',
  path: '/gaps/{id}/assignment',
  access: 'person',
  params,
  handle: (call) => carryOut(call, assignGap, { owner: call.form.text('/owner') }),
});

export const plan = page({
  method: 'post',
  path: '/gaps/{id}/plan',
  access: 'person',
  params,
  handle: (call) =>
    carryOut(call, planGap, { text: call.form.text('/text'), dueOn: call.form.text('/dueOn') }),
});

export const close = page({
  method: 'post',
  path: '/gaps/{id}/closing',
  access: 'person',
  params,
  handle: (call) =>
    carryOut(call, closeGap, { cause: call.form.text('/cause'), correction: call.form.text('/correction') }),
});

async function carryOut(call: Call, route: AnyRoute, body: Record<string, string>): Promise<PageReply> {
  const { id } = call.params;
  try {
    await call.perform(route, { params: { id }, body });
    return { redirect: `/gaps/${id}` };
  } catch (error) {
    return gapView(call, refusalIn(error));
  }
}

async function gapView({ params: { id }, form, viewer, at, perform }: Call, refused: Refused): Promise<View> {
  const { status, body } = await perform(readGap, { params: { id } });
  if (status !== 200) throw new Problem('unavailable', 'This gap is on its way. Look again soon.');
  const reading = body as z.output<typeof gap>;
  const { state, statement, counted, owner, openedAt, dueAt, plan, settled, number } = reading;
  const zone = viewer.timeZone;
  const oversees = overseers.some((role) => viewer.person.roles.includes(role));
  return {
    title: `Gap: ${statement.text}`,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <GapMark state={state} />
            {state === 'open' && <Due at={dueAt} now={at} zone={zone} />}
          </p>
          <h1>{statement.text}</h1>
          <p class="lead">
            {counted.failing === 0
              ? 'Every record shows it now.'
              : `${counted.failing.toLocaleString('en')} of ${counted.population.toLocaleString('en')} records do not show it.`}{' '}
            Looked at <Time at={counted.at} zone={zone} />.
          </p>
        </div>
        {settled !== null && (
          <Notice tone={state === 'closed' ? 'good' : 'plain'}>
            <PersonLabel person={settled.by} /> <Time at={settled.at} zone={zone} />
            {settled.cause !== '' && <Prose text={`It came from this: ${settled.cause}`} />}
            <Prose text={settled.correction} />
          </Notice>
        )}
        <div class="stack">
          <Facts
            facts={[
              ['Control', statement.control],
              [
                'What fails',
                oversees && (
                  <a key="fails" href={`/compliance/${statement.id}`}>
                    See the records
                  </a>
                ),
              ],
              ['Opened', <Time key="opened" at={openedAt} zone={zone} />],
              ['Opened before', number > 1 && `${number - 1} times, for the same statement`],
              ['Owner', owner === null ? 'nobody yet' : <PersonLabel key="owner" person={owner} />],
              ['To be closed by', <Time key="due" at={dueAt} zone={zone} />],
              [
                'On record',
                oversees && (
                  <a key="record" href={streamPath(`gap/${id}`)}>
                    All that happened
                  </a>
                ),
              ],
            ]}
          />
          {plan !== null && (
            <Section title="Plan">
              <Prose text={plan.text} />
              <p class="quiet">
                <PersonLabel person={plan.by} />, <Time at={plan.at} zone={zone} />
              </p>
            </Section>
          )}
          {state === 'open' && <GapDeeds reading={reading} viewer={viewer} form={form} refused={refused} />}
        </div>
      </>
    ),
  };
}
