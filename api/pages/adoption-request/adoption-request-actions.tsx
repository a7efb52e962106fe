import type { PersonName } from '../../../db/directory.ts';
import type { AdoptionRequest } from '../../../domain/adoption-request-state.ts';
import { signOffDecisions } from '../../../domain/sign-off.ts';
import { isUndecided, waitingFor } from '../../../domain/adoption-request-time.ts';
import type { Instant, PersonId } from '../../../domain/decider.ts';
import type { Capacity } from '../../../domain/identity.ts';
import { barredFromSigning, type OpenSignOff, openSignOffs } from './adoption-request-reading.ts';
import { Choice, TextArea } from '../components/form.tsx';
import { Due, Time } from '../components/time.tsx';
import type { Viewer } from '../page.ts';
import { decisionMeanings, decisionWords, roleWords, stateWords } from '../words.ts';

interface Acting {
  id: string;
  request: AdoptionRequest;
  nameOf: (id: PersonId) => PersonName;
  viewer: Viewer;
  now: Instant;
  /** The role that the link in a mail was about. */
  role: string | undefined;
  temporalUrl: string | undefined;
}

/** What the viewer can do now, or whom it waits for. */
export function WhatYouCanDo(acting: Acting) {
  const { id, request, viewer, role, temporalUrl } = acting;
  const open = openSignOffs(request, viewer.actor);
  const first = open.find((candidate) => candidate.role === role) ?? open[0];
  const mine = request.requester === viewer.person.id;
  return (
    <div id="act" class="stack-close">
      {first !== undefined && <SignOffForm {...acting} first={first} open={open} />}
      {mine && isUndecided(request) && <RequesterPanel {...acting} />}
      {first === undefined && !(mine && request.state === 'changes_requested') && <Standing {...acting} />}
      {request.reopenable && viewer.person.roles.includes('compliance_manager') && !mine && (
        <div class="panel">
          <h2>Reopen</h2>
          <p>With a written justification you can take it up again, at critical risk.</p>
          <a class="button button-quiet" href={`/adoption-requests/${id}/reopening`}>
            Reopen …
          </a>
        </div>
      )}
      {temporalUrl !== undefined && (
        <p class="quiet">
          <a href={temporalUrl}>The workflow in Temporal</a>
        </p>
      )}
    </div>
  );
}

/** The first of two steps: what one decides, and why. Nothing is signed by it. */
function SignOffForm({
  id,
  request,
  nameOf,
  now,
  viewer,
  first,
  open,
}: Acting & { first: OpenSignOff; open: OpenSignOff[] }) {
  return (
    <div class="panel panel-act">
      <h2>Sign off for {roleWords[first.role]}</h2>
      <p class="quiet">
        <CapacityWords capacity={first.capacity} nameOf={nameOf} />
        <Due at={first.dueAt} now={now} zone={viewer.timeZone} />
      </p>
      <form method="post" action={`/adoption-requests/${id}/sign-off`}>
        <input type="hidden" name="role" value={first.role} />
        <input type="hidden" name="revision" value={request.revision} />
        <Choice
          name="decision"
          label="Your decision"
          required
          value=""
          options={signOffDecisions.map((decision) => ({
            value: decision,
            label: decisionWords[decision],
            hint: decisionMeanings[decision],
          }))}
        />
        <TextArea
          name="/comment"
          label="Comment"
          hint="Needed when you reject or request changes."
          value=""
          rows={3}
        />
        <button>Continue …</button>
      </form>
      {open.length > 1 && (
        <p class="quiet other-roles">
          You could also sign for{' '}
          {open
            .filter(({ role }) => role !== first.role)
            .map(({ role }) => (
              <a key={role} href={`/adoption-requests/${id}?role=${role}#act`}>
                {roleWords[role]}
              </a>
            ))}
          ; for one of them only.
        </p>
      )}
    </div>
  );
}

export function CapacityWords({
  capacity,
  nameOf,
}: {
  capacity: Capacity;
  nameOf: (id: PersonId) => PersonName;
}) {
  if (capacity.kind === 'delegate') return <>On behalf of {nameOf(capacity.of).name}; </>;
  if (capacity.kind === 'escalation') return <>Escalated to you ({roleWords[capacity.contact]}); </>;
  return null;
}

function RequesterPanel({ id, request }: Acting) {
  const asked = request.state === 'changes_requested';
  return (
    <div class={asked ? 'panel panel-act' : 'panel'}>
      <h2>{asked ? 'Changes are asked of you' : 'Your request'}</h2>
      <p>
        {asked
          ? 'Read what is said, amend the request, and it goes back to whoever has to sign again.'
          : 'You can amend it while it is undecided; whoever signed what you change signs again.'}
      </p>
      <p class="buttons">
        <a class={asked ? 'button' : 'button button-quiet'} href={`/adoption-requests/${id}/amendment`}>
          Amend …
        </a>
        <a href={`/adoption-requests/${id}/withdrawal`}>Withdraw …</a>
      </p>
    </div>
  );
}

/** For whoever has nothing to do here: where it stands. */
function Standing({ request, viewer, now, nameOf }: Acting) {
  const waiting = waitingFor(request);
  const barred = barredFromSigning(request, viewer.actor);
  const decidedAt = request.decision?.decidedAt ?? request.withdrawal?.at;
  return (
    <div class="panel">
      <h2>{isUndecided(request) ? 'Waiting' : stateWords[request.state]}</h2>
      {isUndecided(request) ? (
        <>
          <ul class="waiting">
            {waiting.map(({ role, dueAt }) => (
              <li key={role}>
                {roleWords[role]}
                {role === 'business_owner' && <> ({nameOf(request.content.businessOwner).name})</>}{' '}
                <Due at={dueAt} now={now} zone={viewer.timeZone} />
              </li>
            ))}
          </ul>
          <p class="quiet">
            {barred ?? 'There is nothing for you to do here now.'} Undecided, it expires on{' '}
            <Time at={request.expiresAt} zone={viewer.timeZone} style="day" />.
          </p>
        </>
      ) : (
        <p class="quiet">
          {decidedAt !== undefined && <Time at={decidedAt} zone={viewer.timeZone} />}
          {request.reopenable && (
            <>
              The compliance manager can reopen it, with a written justification, until{' '}
              <Time at={request.expiresAt} zone={viewer.timeZone} style="day" />.
            </>
          )}
        </p>
      )}
    </div>
  );
}
