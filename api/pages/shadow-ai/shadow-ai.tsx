import { overseers } from '../../people-shown.ts';
import { Problem } from '../../problem.ts';
import {
  blockShadowAi,
  dismissShadowAi,
  handOverShadowAi,
  readShadowAi,
  registerShadowAi,
} from '../../routes/shadow-ai.ts';
import { Facts, Notice, PersonLabel, Prose } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { streamPath } from '../event-words.ts';
import { deedsOn, type ProcessCall, processParams } from '../deed.ts';
import { page, type View } from '../page.ts';
import { notRefused, type Refused } from '../refused-form.ts';
import { ShadowAiDeeds } from './shadow-ai-deeds.tsx';
import { inShort, ordinal, ShadowAiMark, type ShadowAiReading } from './shadow-ai-rows.tsx';

export const readShadowAiPage = page({
  method: 'get',
  path: '/shadow-ai/{id}',
  access: 'anyone',
  params: processParams,
  handle: (call) => findingView(call, notRefused),
});

const deed = deedsOn('/shadow-ai', findingView);

export const block = deed('blocking', blockShadowAi, (form) => ({ note: form.text('/note') }));

export const register = deed('registration', registerShadowAi, (form) => ({ system: form.text('/system') }));

export const handOver = deed('handover', handOverShadowAi, (form) => ({ owner: form.text('/owner') }));

export const dismiss = deed('dismissal', dismissShadowAi, (form) => ({ reason: form.text('/reason') }));

async function findingView(
  { params: { id }, form, viewer, at, perform }: ProcessCall,
  refused: Refused,
): Promise<View> {
  const { status, body } = await perform(readShadowAi, { params: { id } });
  if (status !== 200) throw new Problem('unavailable', 'This finding is on its way. Look again soon.');
  const reading = body as ShadowAiReading;
  const { name, number, state, owner, openedAt, dueAt, sightings, system, settled } = reading;
  const zone = viewer.timeZone;
  return {
    title: `Shadow AI: ${name}`,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <ShadowAiMark state={state} />
            {state === 'open' && <Due at={dueAt} now={at} zone={zone} />}
          </p>
          <h1>{name}</h1>
          <p class="lead">It is used here, and was not in the register of AI systems when it was found.</p>
        </div>
        {settled !== null && (
          <Notice tone={state === 'blocked' ? 'bad' : 'good'}>
            <PersonLabel person={settled.by} /> <Time at={settled.at} zone={zone} />
            <Prose text={settled.note} />
          </Notice>
        )}
        <Facts
          facts={[
            ['Use', sightings === null ? 'too long ago to be kept' : inShort(sightings)],
            ['First seen', sightings && <Time key="first" at={sightings.firstSeen} zone={zone} />],
            ['Last seen', sightings && <Time key="last" at={sightings.lastSeen} zone={zone} />],
            ['Found', <Time key="found" at={openedAt} zone={zone} />],
            ['Found before', number > 1 && `This is the ${ordinal(number)} time; it was settled before.`],
            ['Owner', owner === null ? 'nobody yet' : <PersonLabel key="owner" person={owner} />],
            ['To be settled by', <Time key="due" at={dueAt} zone={zone} />],
            [
              'On record',
              overseers.some((role) => viewer.person.roles.includes(role)) && (
                <a key="record" href={streamPath(`shadow-ai/${id}`)}>
                  All that happened
                </a>
              ),
            ],
            [
              'In the register as',
              system && (
                <a key="system" href={`/ai-systems/${system.id}`}>
                  {system.name}
                </a>
              ),
            ],
          ]}
        />
        {state === 'open' && (
          <ShadowAiDeeds reading={reading} viewer={viewer} form={form} refused={refused} />
        )}
      </>
    ),
  };
}
