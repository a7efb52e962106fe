import { z } from 'zod';
import { dutyRoles } from '../../../domain/duty.ts';
import type { AnyRoute } from '../../route.ts';
import { listDutyFirings, pauseDuty, readDuty, resumeDuty, runDuty } from '../../routes/duty.ts';
import { dutyId } from '../../schemas/duty.ts';
import { cursor } from '../../schemas/text.ts';
import {
  EmptyState,
  Facts,
  More,
  Notice,
  PersonLabel,
  Prose,
  Section,
  withQuery,
} from '../components/document.tsx';
import { FaultSummary, TextArea } from '../components/form.tsx';
import { Time } from '../components/time.tsx';
import { type Form, page, type PageCall, type PageReply, type View, type Viewer } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { NextFiring } from './duty-list.tsx';
import { DutyMark, type DutyReading, type FiringReading, Outcome, rhythmInWords } from './duty-words.tsx';

const params = z.object({ id: dutyId });
const pageSize = '25';
const doneWords = {
  paused: 'It is paused. What comes due until it is taken up again is not made up for.',
  resumed: 'It is taken up again, from its next firing on.',
  run: 'It is run now, once. Its rhythm stays as it is.',
  soon: 'It is on record, and holds. Temporal has not heard of it yet; it will within a minute.',
};
type Done = keyof typeof doneWords;
const query = z.object({
  done: z
    .enum(Object.keys(doneWords) as [Done, ...Done[]])
    .optional()
    .catch(undefined),
  cursor,
});
type Call = PageCall<typeof params, typeof query | undefined>;

export const readDutyPage = page({
  method: 'get',
  path: '/duties/{id}',
  access: 'anyone',
  params,
  query,
  handle: (call) => dutyView(call, notRefused, call.query),
});

export const pauseDutyPage = page({
  method: 'post',
  path: '/duties/{id}/pause',
  access: dutyRoles,
  params,
  handle: (call) => carryOut(call, pauseDuty, 'paused'),
});

export const resumeDutyPage = page({
  method: 'post',
  path: '/duties/{id}/resumption',
  access: dutyRoles,
  params,
  handle: (call) => carryOut(call, resumeDuty, 'resumed'),
});

export const runDutyPage = page({
  method: 'post',
  path: '/duties/{id}/run',
  access: dutyRoles,
  params,
  handle: (call) => carryOut(call, runDuty, 'run'),
});

async function carryOut(call: Call, route: AnyRoute, done: Done): Promise<PageReply> {
  const { params: asked, form, perform } = call;
  try {
    const { status } = await perform(route, { params: asked, body: { reason: form.text('/reason') } });
    return { redirect: withQuery(`/duties/${asked.id}`, { done: status === 202 ? 'soon' : done }) };
  } catch (error) {
    return dutyView(call, refusalIn(error));
  }
}

async function dutyView(
  { params: { id }, form, viewer, at, perform }: Call,
  refused: Refused,
  { done, cursor: after }: { done?: Done | undefined; cursor?: string | undefined } = {},
): Promise<View> {
  const duty = (await perform(readDuty, { params: { id } })).body as DutyReading;
  const firings = (
    await perform(listDutyFirings, { params: { id }, query: { cursor: after, limit: pageSize } })
  ).body as { items: FiringReading[]; next: string | null };
  const { title, state, every, nextAt, paused } = duty;
  return {
    title,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p>
            <a href="/duties">Recurring duties</a>
          </p>
          <h1>{title}</h1>
          <p class="line">
            <DutyMark state={state} />
          </p>
        </div>
        {done !== undefined && <Notice tone="good">{doneWords[done]}</Notice>}
        {paused !== null && (
          <Notice>
            Paused by <PersonLabel person={paused.by} />, <Time at={paused.at} zone={viewer.timeZone} />
            <Prose text={paused.reason} />
          </Notice>
        )}
        <div class="stack">
          <Facts
            facts={[
              ['Fires', rhythmInWords(every)],
              ...('months' in every
                ? ([['Reckoned from', `${every.since}, at ${every.hour}:00 in ${every.timeZone}`]] as [
                    string,
                    string,
                  ][])
                : []),
              ['Fires next', nextAt === null ? '' : <NextFiring nextAt={nextAt} viewer={viewer} now={at} />],
              [
                'In the audit trail',
                <a key="audit" href={`/audit/streams/duty/${id}`}>
                  every declaration, firing and pause
                </a>,
              ],
            ]}
          />
          <Section title="What has fired">
            <Firings duty={duty} items={firings.items} viewer={viewer} />
            <More
              href={firings.next === null ? null : withQuery(`/duties/${id}`, { cursor: firings.next })}
            />
          </Section>
          {state !== 'withdrawn' && dutyRoles.some((role) => viewer.person.roles.includes(role)) && (
            <Deeds duty={duty} form={form} refused={refused} />
          )}
        </div>
      </>
    ),
  };
}

function Firings({
  duty: { starts, lastFiredAt },
  items,
  viewer,
}: {
  duty: DutyReading;
  items: FiringReading[];
  viewer: Viewer;
}) {
  if ((starts === 'checkpoint' || starts === 'control_evaluation') && items.length === 0) {
    return (
      <p>
        {starts === 'checkpoint' ? 'Checkpoints' : 'Evaluations'} are not listed one by one.{' '}
        {lastFiredAt === null ? (
          'There has been none yet.'
        ) : (
          <>
            The last was <Time at={lastFiredAt} zone={viewer.timeZone} />.
          </>
        )}
      </p>
    );
  }
  if (items.length === 0) return <EmptyState title="It has not fired yet." />;
  return (
    <ul class="list">
      {items.map((firing) => (
        <li key={firing.occasion}>
          <p class="list-title">
            <Time at={firing.firedAt} zone={viewer.timeZone} />
          </p>
          <p class="list-side">
            <Outcome firing={firing} />
          </p>
          <p class="list-more">
            {firing.by === null ? (
              <span>
                by its schedule, for <Time at={firing.occasion} zone={viewer.timeZone} />
              </span>
            ) : (
              <span>
                run by <PersonLabel person={firing.by} />: {firing.reason}
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Deeds({ duty: { id, paused }, form, refused }: { duty: DutyReading; form: Form; refused: Refused }) {
  const deeds = paused === null ? 'Run it now, or pause it' : 'Take it up again, or run it now';
  return (
    <form method="post" action={`/duties/${id}/run`} class="panel panel-act form" id="act">
      <h2>{deeds}</h2>
      <FaultSummary {...refused} />
      <TextArea
        name="/reason"
        label="Why"
        hint="It stands in the audit trail."
        value={form.text('/reason')}
        rows={2}
        fault={refused.faults.get('/reason')}
      />
      <p class="buttons">
        {paused !== null && <button formAction={`/duties/${id}/resumption`}>Take it up again</button>}
        <button class={paused === null ? undefined : 'button-quiet'}>Run it now</button>
        {paused === null && (
          <button class="button-bad" formAction={`/duties/${id}/pause`}>
            Pause it
          </button>
        )}
      </p>
    </form>
  );
}
