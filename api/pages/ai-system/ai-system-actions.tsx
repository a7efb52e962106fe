import type { AiSystem } from '../../../domain/ai-system-state.ts';
import { isResponsible } from '../../../domain/ai-system.ts';
import type { Instant } from '../../../domain/decider.ts';
import { mayWrite } from '../../access.ts';
import { CapacityWords } from '../adoption-request/adoption-request-actions.tsx';
import { PersonLabel } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import type { Viewer } from '../page.ts';
import { roleWords } from '../words.ts';
import {
  barredFromChange,
  type Before,
  joiningsToAnswer,
  openChangeSignOffs,
  refusalOf,
} from './ai-system-offers.ts';
import type { AiSystemReading } from './ai-system-reading.ts';

interface Acting {
  reading: AiSystemReading;
  viewer: Viewer;
  now: Instant;
}

interface Offered extends Acting {
  before: Before;
}

/** What the viewer can do about the system now. */
export function WhatYouCanDoAboutAiSystem(acting: Acting) {
  const { reading, viewer, now } = acting;
  const { system } = reading;
  if (!mayWrite(viewer.person) || system.state === 'decommissioned') {
    return (
      <div class="panel" id="act">
        <p class="quiet">There is nothing for you to do here now.</p>
        <OpenToEverybody {...reading} />
      </div>
    );
  }
  const offered = { ...acting, before: { system, actor: viewer.actor, at: now } };
  return (
    <div id="act" class="stack-close">
      <SignOffPanel {...offered} />
      <JoiningsPanel {...offered} />
      <UsePanel {...offered} />
      <YourUse {...offered} />
      {isResponsible(viewer.actor, system) ? (
        <ResponsiblePanel {...offered} />
      ) : (
        refusalOf(offered.before, 'declareChange') === undefined && (
          <p class="quiet">
            <a href={`/ai-systems/${reading.id}/change`}>Declare a change …</a>
          </p>
        )
      )}
      <OpenToEverybody {...reading} />
    </div>
  );
}

/** What anybody who has signed in can do, an auditor too. */
function OpenToEverybody({ id }: AiSystemReading) {
  return (
    <ul class="waiting">
      <li>
        <a href={`/ai-systems/${id}/usage-check`}>May I use it? …</a>
      </li>
      <li>
        <a href={`/concerns/new?system=${id}`}>Raise a concern about it …</a>
      </li>
    </ul>
  );
}

function SignOffPanel({ reading: { id, nameOf }, viewer, now, before }: Offered) {
  const open = openChangeSignOffs(before);
  const barred = barredFromChange(before);
  if (open.length === 0) {
    return barred === undefined ? null : <p class="quiet">You cannot sign off here: {barred}</p>;
  }
  return (
    <div class="panel panel-act">
      <h2>Your sign-off is waited for</h2>
      {open.map(({ change, signOff: { role, dueAt }, capacity }) => (
        <p key={`${change.number} ${role}`} class="buttons">
          <span class="quiet">
            <CapacityWords capacity={capacity} nameOf={nameOf} />
            <Due at={dueAt} now={now} zone={viewer.timeZone} />
          </span>
          <a class="button" href={`/ai-systems/${id}/changes/${change.number}/sign-off?role=${role}`}>
            Sign change {change.number} off for {roleWords[role]} …
          </a>
        </p>
      ))}
    </div>
  );
}

function JoiningsPanel({ reading: { id, nameOf }, before }: Offered) {
  const joinings = joiningsToAnswer(before);
  if (joinings.length === 0) return null;
  return (
    <div class="panel panel-act">
      <h2>Somebody asks to use it</h2>
      <ul class="waiting">
        {joinings.map(({ number, person }) => (
          <li key={number}>
            <span>
              <PersonLabel person={nameOf(person)} />
            </span>
            <span>
              <a href={`/ai-systems/${id}/joinings/${number}`}>
                Answer<span class="unseen"> {nameOf(person).name}</span> …
              </a>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Taking it into use, stopping it, and letting it go on. */
function UsePanel({ reading: { id }, before }: Offered) {
  const refusals = {
    'going-live': refusalOf(before, 'goLive'),
    resumption: refusalOf(before, 'resume'),
    suspension: refusalOf(before, 'suspend'),
  };
  const isOpen = (act: keyof typeof refusals) => refusals[act] === undefined;
  const barred = [refusals['going-live'], refusals.resumption].find(
    (refusal) => refusal?.code === 'guard_failed' || refusal?.code === 'segregation_of_duties',
  );
  if (!isOpen('going-live') && !isOpen('resumption') && !isOpen('suspension') && barred === undefined) {
    return null;
  }
  const begins = isOpen('going-live') || isOpen('resumption');
  return (
    <div class={begins ? 'panel panel-act' : 'panel'}>
      <h2>Its use</h2>
      <p class="buttons">
        {isOpen('going-live') && (
          <a class="button" href={`/ai-systems/${id}/going-live`}>
            Take it into use …
          </a>
        )}
        {isOpen('resumption') && (
          <a class="button" href={`/ai-systems/${id}/resumption`}>
            Let it go on …
          </a>
        )}
        {isOpen('suspension') && (
          <a class="button button-quiet" href={`/ai-systems/${id}/suspension`}>
            Suspend it …
          </a>
        )}
      </p>
      {barred !== undefined && <p class="quiet">It cannot be used for now: {barred.detail}</p>}
    </div>
  );
}

/** Whether the viewer is among its users, and what to do where they are not. */
function YourUse({ reading: { id, system }, viewer, before }: Offered) {
  const asked = system.joinings.find(({ person }) => person === viewer.person.id);
  if (isUser(system, viewer)) return <p class="quiet">You are among those whom it is approved for.</p>;
  return (
    <div class="panel">
      <h2>Would you use it?</h2>
      {asked === undefined ? (
        <>
          <p>
            You are not among its users. If you would use it just as it is approved, its owner’s word is
            enough.
          </p>
          {refusalOf(before, 'askToJoin') === undefined && (
            <p class="more">
              <a class="button button-quiet" href={`/ai-systems/${id}/joining`}>
                Ask to join …
              </a>
            </p>
          )}
        </>
      ) : (
        <p>
          You asked on <Time at={asked.askedAt} zone={viewer.timeZone} style="day" />. Its owner has not
          answered yet.
        </p>
      )}
    </div>
  );
}

/** By the rule that usage checks keep to. */
function isUser({ scope: { users } }: AiSystem, { person: { id, team, roles } }: Viewer): boolean {
  return (
    users.everyone ||
    users.people.includes(id) ||
    (team !== null && users.teams.includes(team)) ||
    users.roles.some((role) => roles.includes(role))
  );
}

function ResponsiblePanel({ reading: { id, system }, viewer, now }: Offered) {
  const isLate = system.reviewOverdueAt !== null;
  const acts: [path: string, words: string][] = [
    ['change', 'Declare a change …'],
    ['boundaries', 'Set its boundaries …'],
    ['training', 'Say what training is needed …'],
    ...(system.scope.users.people.length > 0
      ? [['user-removal', 'Remove a user …'] as [string, string]]
      : []),
    ['hand-over', 'Hand it over …'],
    ['decommissioning', 'Decommission it …'],
  ];
  return (
    <div class="panel stack-close">
      <h2>You answer for it</h2>
      <p class="quiet">
        Its review is <Due at={system.nextReviewAt} now={now} zone={viewer.timeZone} />.
      </p>
      <p>
        <a class={isLate ? 'button' : 'button button-quiet'} href={`/ai-systems/${id}/review`}>
          Review it …
        </a>
      </p>
      <form method="post" action={`/ai-systems/${id}/amendment`} class="stack-close">
        <button class="button-quiet">Change its scope …</button>
        <p class="hint">Begins a draft of a request that you fill in and submit.</p>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
      </form>
      <ul class="waiting">
        {acts.map(([path, words]) => (
          <li key={path}>
            <a href={`/ai-systems/${id}/${path}`}>{words}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
