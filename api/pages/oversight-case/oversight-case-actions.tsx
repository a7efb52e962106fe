import type { OversightDecision } from '../../../domain/oversight-case-state.ts';
import { mayWrite } from '../../access.ts';
import type { Viewer } from '../page.ts';
import {
  barredFromCase,
  type Before,
  decisionsOpenTo,
  mayDo,
  placesToGiveAway,
  tellingsOpenTo,
} from './oversight-case-offers.ts';
import type { OversightCaseReading } from './oversight-case-reading.ts';
import { audienceWords, oversightDecisionWords } from './oversight-case-words.ts';

interface Acting {
  reading: OversightCaseReading;
  viewer: Viewer;
  now: string;
}

interface Offered {
  id: string;
  before: Before;
}

/** What the viewer can do about the case now. */
export function WhatYouCanDoAboutCase({ reading, viewer, now }: Acting) {
  const { id, current, isTrained } = reading;
  const offered = { id, before: { current, actor: viewer.actor, at: now } };
  const { before } = offered;
  const barred = viewer.person.roles.includes('oversight_reviewer') ? barredFromCase(before) : undefined;
  const reviews = decisionsOpenTo(before).length > 0 || mayDo(before, 'confirm');
  const acts = mayWrite(viewer.person) && (reviews || settles(before) || manages(before));
  return (
    <div id="act" class="stack-close">
      {reviews && !isTrained(viewer.person.id) && <Untrained />}
      {acts && (
        <>
          <AcknowledgePanel {...offered} />
          <ConfirmPanel {...offered} />
          <DecidePanel {...offered} />
          <SettlePanel {...offered} />
          <ManagePanel {...offered} />
        </>
      )}
      {!acts && (
        <div class="panel">
          <p class="quiet">
            {barred === undefined
              ? 'There is nothing for you to do here now.'
              : `You cannot review this: ${barred}`}
          </p>
        </div>
      )}
    </div>
  );
}

function settles(before: Before): boolean {
  return tellingsOpenTo(before).length > 0 || mayDo(before, 'close');
}

function manages(before: Before): boolean {
  return placesToGiveAway(before).length > 0 || mayDo(before, 'callOff');
}

function Untrained() {
  return (
    <div class="notice notice-bad">
      <p>
        <strong>You are not trained in oversight now.</strong> Nothing that you decide is taken until you have
        taken <a href="/courses">a course in oversight</a>; or hand the case to somebody who is trained.
      </p>
    </div>
  );
}

function AcknowledgePanel({ id, before }: Offered) {
  if (!mayDo(before, 'acknowledge')) return null;
  return (
    <form method="post" action={`/oversight-cases/${id}/acknowledgement`} class="panel panel-act">
      <h2>You are asked to review this</h2>
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      <p class="hint">Until you say so, the case goes up a level when its time has passed.</p>
      <p class="more">
        <button>I am at it</button>
      </p>
    </form>
  );
}

function ConfirmPanel({ id, before }: Offered) {
  if (!mayDo(before, 'confirm')) return null;
  return (
    <div class="panel panel-act">
      <h2>You are asked to confirm the decision</h2>
      <p class="buttons">
        <a class="button" href={`/oversight-cases/${id}/confirmation`}>
          Confirm it …
        </a>
        <a class="button button-quiet" href={`/oversight-cases/${id}/disagreement`}>
          Disagree …
        </a>
      </p>
    </div>
  );
}

const decisionHints: Record<OversightDecision, string> = {
  upheld: 'it stands',
  corrected: 'you say what is right',
  overridden: 'it does not count',
  stopped: 'nobody may use it, at once',
  reopened: 'those who approved it sign again',
  serious_incident: 'Article 73 of the AI Act',
};

function DecidePanel({ id, before }: Offered) {
  const open = decisionsOpenTo(before);
  if (open.length === 0) return null;
  return (
    <div class="panel panel-act">
      <h2>Your decision</h2>
      <ul class="waiting">
        {open.map((decision) => (
          <li key={decision}>
            <a href={`/oversight-cases/${id}/decision?as=${decision}`}>
              {oversightDecisionWords[decision]} …
            </a>{' '}
            <span class="quiet">{decisionHints[decision]}</span>
          </li>
        ))}
      </ul>
      {mayDo(before, 'askSecondOpinion') && (
        <p class="more">
          <a href={`/oversight-cases/${id}/second-opinion`}>Have it confirmed by a second reviewer …</a>
        </p>
      )}
    </div>
  );
}

function SettlePanel({ id, before }: Offered) {
  const tellings = tellingsOpenTo(before);
  const closes = mayDo(before, 'close');
  if (tellings.length === 0 && !closes) return null;
  return (
    <div class="panel panel-act">
      <h2>{tellings.length > 0 ? 'Somebody is to be told' : 'What is left'}</h2>
      <p class="buttons">
        {tellings.map((audience) => (
          <a key={audience} class="button" href={`/oversight-cases/${id}/report?told=${audience}`}>
            {audienceWords[audience]} was told …
          </a>
        ))}
        {closes && (
          <a class="button" href={`/oversight-cases/${id}/closing`}>
            Close it …
          </a>
        )}
      </p>
    </div>
  );
}

function ManagePanel({ id, before }: Offered) {
  const places = placesToGiveAway(before);
  const callsOff = mayDo(before, 'callOff');
  if (places.length === 0 && !callsOff) return null;
  return (
    <div class="panel">
      <h2>Who has it</h2>
      <ul class="waiting">
        {places.flatMap((place) => {
          const whose = place === 'second' ? ' (second reviewer)' : '';
          return [
            <li key={`handover ${place}`}>
              <a href={`/oversight-cases/${id}/handover?place=${place}`}>Hand it over{whose} …</a>
            </li>,
            <li key={`reassignment ${place}`}>
              <a href={`/oversight-cases/${id}/reassignment?place=${place}`}>
                Have somebody else looked for{whose} …
              </a>
            </li>,
          ];
        })}
        {callsOff && (
          <li>
            <a href={`/oversight-cases/${id}/calling-off`}>Call it off …</a>
          </li>
        )}
      </ul>
    </div>
  );
}
