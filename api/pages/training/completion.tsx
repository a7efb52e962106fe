import { z } from 'zod';
import { getCertificate, readCompletion, revokeOneCompletion } from '../../routes/training-completion.ts';
import { getTrainingEvidence } from '../../routes/training-evidence.ts';
import { evidenceHash } from '../../schemas/evidence.ts';
import { requestId, text } from '../../schemas/text.ts';
import type { completion } from '../../schemas/training.ts';
import { oversees } from '../../people-shown.ts';
import { Facts, Notice, PersonLabel, Prose } from '../components/document.tsx';
import { FaultSummary, TextArea } from '../components/form.tsx';
import { Time } from '../components/time.tsx';
import { page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { CompletionMark } from './training-mark.tsx';
import { competenceWords, percent, sourceWords } from './training-words.ts';

type Completion = z.output<typeof completion>;
const params = z.object({ id: requestId });
type Call = PageCall<typeof params, undefined>;

export const readCompletionPage = page({
  method: 'get',
  path: '/training-completions/{id}',
  access: 'self',
  params,
  handle: (call) => completionView(call, notRefused),
});

export const saveCertificate = page({
  method: 'get',
  path: '/training-completions/{id}/certificate',
  access: 'self',
  sendsFile: true,
  params,
  handle: async ({ params: asked, perform }) => ({ file: await perform(getCertificate, { params: asked }) }),
});

export const saveTrainingEvidence = page({
  method: 'get',
  path: '/people/{id}/training/evidence/{hash}',
  access: 'self',
  sendsFile: true,
  params: z.object({ id: text(200), hash: evidenceHash }),
  handle: async ({ params: asked, perform }) => ({
    file: await perform(getTrainingEvidence, { params: asked }),
  }),
});

export const revoke = page({
  method: 'post',
  path: '/training-completions/{id}/revocation',
  access: ['compliance_manager'],
  params,
  handle: async (call) => {
    const { id } = call.params;
    try {
      await call.perform(revokeOneCompletion, {
        params: { id },
        body: { reason: call.form.text('/reason') },
      });
      return { redirect: `/training-completions/${id}` };
    } catch (error) {
      return completionView(call, refusalIn(error));
    }
  },
});

async function completionView(
  { params: { id }, form, caller, viewer, at, perform }: Call,
  refused: Refused,
): Promise<View> {
  const { body } = await perform(readCompletion, { params: { id } });
  const shown = body as Completion;
  const { course, person, revocation } = shown;
  const title = `${course.title}: ${person.name}`;
  const mayRevoke = viewer.person.roles.includes('compliance_manager') && revocation === null;
  return {
    title,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <CompletionMark completion={shown} now={at} />
            <span class="quiet">{competenceWords(shown.competence)}</span>
          </p>
          <h1>{course.title}</h1>
          <p class="lead">
            Completed by <a href={`/people/${person.id}/training`}>{person.name}</a>
          </p>
        </div>
        {revocation !== null && (
          <Notice tone="bad">
            <p>
              Revoked by <PersonLabel person={revocation.by} />{' '}
              <Time at={revocation.at} zone={viewer.timeZone} />: it has never counted.
            </p>
            <Prose text={revocation.reason} />
          </Notice>
        )}
        <CompletionFacts completion={shown} zone={viewer.timeZone} audits={oversees(caller)} />
        {revocation === null && (
          <p class="buttons more">
            <a class="button" href={`/training-completions/${id}/certificate`}>
              Save the certificate (PDF)
            </a>
          </p>
        )}
        {mayRevoke && (
          <form
            method="post"
            action={`/training-completions/${id}/revocation`}
            class="panel form"
            id="revoke"
          >
            <h2>Revoke it</h2>
            <p class="hint">For what was put down by mistake. It has never counted then, on no day.</p>
            <FaultSummary {...refused} />
            <TextArea
              name="/reason"
              label="Why"
              rows={2}
              value={form.text('/reason')}
              fault={refused.faults.get('/reason')}
            />
            <button class="button-bad">Revoke it</button>
          </form>
        )}
      </>
    ),
  };
}

function CompletionFacts({
  completion: shown,
  zone,
  audits,
}: {
  completion: Completion;
  zone: string;
  /** Whether they may look into the audit. */
  audits: boolean;
}) {
  const { course, person, score, source, vouchedBy, evidence, event } = shown;
  const isCutShort = shown.countsUntil < shown.validUntil;
  return (
    <Facts
      facts={[
        [
          'Course',
          <span key="course">
            <a href={`/courses/${course.id}`}>{course.title}</a>, version {shown.version}
          </span>,
        ],
        ['How', `${sourceWords[source]}${score === null ? '' : `, ${percent(score)}`}`],
        ['Vouched for by', vouchedBy && <PersonLabel key="by" person={vouchedBy} />],
        ['Completed', <Time key="at" at={shown.completedAt} zone={zone} />],
        ['Valid until', <Time key="until" at={shown.validUntil} zone={zone} />],
        [
          'Counts until',
          isCutShort ? (
            <span key="counts">
              <Time at={shown.countsUntil} zone={zone} />: a later version has to be taken
            </span>
          ) : null,
        ],
        ['What the program calls it', shown.externalId],
        [
          'Evidence',
          evidence && (
            <a key="file" href={`/people/${person.id}/training/evidence/${evidence}`}>
              Save the file
            </a>
          ),
        ],
        [
          'On record',
          <span key="event">
            {audits ? (
              <a href={`/audit/streams/training/${encodeURIComponent(person.id)}`}>event {event.seq}</a>
            ) : (
              `event ${event.seq}`
            )}
            , SHA-256 <code class="hash">{event.hash}</code>
          </span>,
        ],
      ]}
    />
  );
}
