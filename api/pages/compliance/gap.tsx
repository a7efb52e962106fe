import type { z } from 'zod';
import { overseers } from '../../people-shown.ts';
import { Problem } from '../../problem.ts';
import { assignGap, closeGap, planGap, readGap } from '../../routes/gap.ts';
import type { gap } from '../../schemas/gap.ts';
import { Facts, Notice, PersonLabel, Prose, Section } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { streamPath } from '../event-words.ts';
import { deedsOn, type ProcessCall, processParams } from '../deed.ts';
import { page, type View } from '../page.ts';
import { notRefused, type Refused } from '../refused-form.ts';
import { GapMark } from './control-marks.tsx';
import { GapDeeds } from './gap-deeds.tsx';

export const readGapPage = page({
  method: 'get',
  path: '/gaps/{id}',
  access: 'anyone',
  params: processParams,
  handle: (call) => gapView(call, notRefused),
});

const deed = deedsOn('/gaps', gapView);

export const assign = deed('assignment', assignGap, (form) => ({ owner: form.text('/owner') }));

export const plan = deed('plan', planGap, (form) => ({
  text: form.text('/text'),
  dueOn: form.text('/dueOn'),
}));

export const close = deed('closing', closeGap, (form) => ({
  cause: form.text('/cause'),
  correction: form.text('/correction'),
}));

async function gapView(
  { params: { id }, form, viewer, at, perform }: ProcessCall,
  refused: Refused,
): Promise<View> {
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
