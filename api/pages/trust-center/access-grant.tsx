import type { z } from 'zod';
import { stateAt, usualGrantDays } from '../../../domain/access-grant-time.ts';
import { Problem } from '../../problem.ts';
import { approveAccess, readAccessGrant, refuseAccess, revokeAccess } from '../../routes/access-grant.ts';
import { forgetStakeholder } from '../../routes/stakeholder.ts';
import type { accessGrant } from '../../schemas/trust-center.ts';
import { overseers } from '../../people-shown.ts';
import { Facts, Notice, PersonLabel, Prose } from '../components/document.tsx';
import { FaultSummary, TextArea, TextField } from '../components/form.tsx';
import { Due, Time } from '../components/time.tsx';
import { streamPath } from '../event-words.ts';
import { deedsOn, type ProcessCall, processParams } from '../deed.ts';
import { page, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { AccessMark, isBeingTakenBack } from './access-marks.tsx';

type Grant = z.output<typeof accessGrant>;

export const readAccessGrantPage = page({
  method: 'get',
  path: '/access-grants/{id}',
  access: 'self',
  params: processParams,
  handle: (call) => grantView(call, notRefused),
});

const deed = deedsOn('/access-grants', grantView);

export const approve = deed('approval', approveAccess, (form) => {
  const days = form.text('/days');
  // What is no number is refused by the API, which says so at the field.
  return { days: days === '' ? days : Number(days) };
});

export const refuse = deed('refusal', refuseAccess, (form) => ({ reason: form.text('/reason') }));

export const revoke = deed('revocation', revokeAccess, (form) => ({ reason: form.text('/reason') }));

export const forget = page({
  method: 'post',
  path: '/access-grants/{id}/forgetting',
  access: ['compliance_manager'],
  params: processParams,
  handle: async (call) => {
    const { stakeholder } = await readGrant(call);
    const body = { reason: call.form.text('/reason') };
    try {
      await call.perform(forgetStakeholder, { params: { id: stakeholder }, body });
      return { redirect: `/access-grants/${call.params.id}` };
    } catch (error) {
      return grantView(call, refusalIn(error));
    }
  },
});

async function readGrant({ params: asked, perform }: ProcessCall): Promise<Grant> {
  const { status, body } = await perform(readAccessGrant, { params: asked });
  if (status !== 200) throw new Problem('unavailable', 'This request is on its way. Look again soon.');
  return body as Grant;
}

async function grantView(call: ProcessCall, refused: Refused): Promise<View> {
  const { viewer, at } = call;
  const grant = await readGrant(call);
  const { id, asking, documents, decision, decideBy, barredAt } = grant;
  const zone = viewer.timeZone;
  const who = asking === null ? 'Somebody forgotten' : `${asking.name}, ${asking.company}`;
  return {
    title: `Access of ${who}`,
    status: refused.status,
    main: (
      <div class="stack">
        <div class="page-head">
          <p class="line">
            <AccessMark grant={grant} at={at} />
            {stateAt(grant, at) === 'waiting' && decideBy !== null && (
              <Due at={decideBy} now={at} zone={zone} />
            )}
          </p>
          <h1>{who}</h1>
          <p class="lead">Asks to see {documents.map(({ title }) => title).join(', ')}.</p>
        </div>
        {barredAt !== null && isBeingTakenBack({ grant, at }) && (
          <Notice tone="bad">
            Nothing opens any more since <Time at={barredAt} zone={zone} />. It stands on record as taken back
            as soon as a worker is there.
          </Notice>
        )}
        {decision !== null && decision.reason !== '' && (
          <Notice tone="bad">
            <PersonLabel person={decision.by} /> <Time at={decision.at} zone={zone} />
            <Prose text={decision.reason} />
          </Notice>
        )}
        <FaultSummary {...refused} />
        <GrantFacts grant={grant} call={call} />
        <GrantDeeds grant={grant} call={call} refused={refused} />
        {viewer.person.roles.includes('compliance_manager') && asking !== null && (
          <details>
            <summary>Forget who this is</summary>
            <form method="post" action={`/access-grants/${id}/forgetting`} class="form">
              <TextArea
                name="/reason"
                label="Why they are forgotten"
                hint="Address, name and company go for good; whatever they were granted is taken back at once."
                value=""
              />
              <button class="button-bad">Forget them</button>
            </form>
          </details>
        )}
      </div>
    ),
  };
}

function GrantFacts({ grant, call: { viewer } }: { grant: Grant; call: ProcessCall }) {
  const { id, asking, owner, nda, needsNda, renews, askedAt, verifiedAt, endsAt, grantedAt, decision } =
    grant;
  const zone = viewer.timeZone;
  const seesAll = overseers.some((role) => viewer.person.roles.includes(role));
  return (
    <Facts
      facts={[
        ['Mail address', asking?.email ?? 'forgotten'],
        ['Confirmed', verifiedAt === null ? 'not yet' : <Time key="verified" at={verifiedAt} zone={zone} />],
        ['Purpose', asking?.purpose],
        ['Owner', <PersonLabel key="owner" person={owner} />],
        ['NDA', ndaInWords(nda, needsNda)],
        ['Asked', <Time key="asked" at={askedAt} zone={zone} />],
        ['Granted', grantedAt !== null && <Time key="granted" at={grantedAt} zone={zone} />],
        [
          'By',
          grantedAt !== null && decision?.reason === '' && <PersonLabel key="by" person={decision.by} />,
        ],
        ['Until', endsAt !== null && <Time key="until" at={endsAt} zone={zone} />],
        [
          'Asked again after',
          renews !== null && (
            <a key="renews" href={`/access-grants/${renews}`}>
              an earlier grant
            </a>
          ),
        ],
        [
          'Copies',
          seesAll && (
            <a key="copies" href={`/trust-center/downloads?grant=${id}`}>
              Copies taken
            </a>
          ),
        ],
        [
          'On record',
          seesAll && (
            <a key="record" href={streamPath(`access-grant/${id}`)}>
              All that happened
            </a>
          ),
        ],
      ]}
    />
  );
}

function ndaInWords(nda: Grant['nda'], needsNda: boolean): string {
  if (!needsNda) return 'not needed';
  return nda === null ? 'not accepted yet' : `version ${nda.version} accepted (${nda.hash.slice(0, 12)}…)`;
}

function GrantDeeds({ grant, call, refused }: { grant: Grant; call: ProcessCall; refused: Refused }) {
  const { id, owner } = grant;
  const { person } = call.viewer;
  const state = stateAt(grant, call.at);
  const decides = person.id === owner.id || person.roles.includes('compliance_manager');
  if (!decides) return null;
  const reason = (label: string) => (
    <TextArea
      name="/reason"
      label={label}
      hint="They are told this."
      value={call.form.text('/reason')}
      fault={refused.faults.get('/reason')}
    />
  );
  if (state === 'waiting') {
    return (
      <>
        <form method="post" action={`/access-grants/${id}/approval`} class="panel panel-act form">
          <h2>Grant it</h2>
          <TextField
            name="/days"
            label="For how many days"
            type="number"
            small
            value={call.form.text('/days') || String(usualGrantDays)}
            fault={refused.faults.get('/days')}
          />
          <button>Grant access</button>
        </form>
        <form method="post" action={`/access-grants/${id}/refusal`} class="panel form">
          <h2>Refuse it</h2>
          {reason('Why it is refused')}
          <button class="button-bad">Refuse access</button>
        </form>
      </>
    );
  }
  if (state !== 'granted') return null;
  return (
    <form method="post" action={`/access-grants/${id}/revocation`} class="panel form">
      <h2>Take it back</h2>
      {reason('Why it is taken back')}
      <button class="button-bad">Take access back</button>
    </form>
  );
}
