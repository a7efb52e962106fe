import { z } from 'zod';
import { isUndecided } from '../../../domain/adoption-request-time.ts';
import { adoptionRequestProcess } from '../../adoption-request-process.ts';
import { readUnrecorded } from '../../process-answer.ts';
import { Problem } from '../../problem.ts';
import { commentOnRequest } from '../../routes/comment.ts';
import { requestId } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { ContentView } from './adoption-request-content.tsx';
import { openSignOffs, readRequest, type RequestReading, revisionsOf } from './adoption-request-reading.ts';
import { type BehindRequest, readBehind, RisksAndConditions } from './adoption-request-risks.tsx';
import { Signatures } from './adoption-request-signatures.tsx';
import { momentsOf, Said } from './adoption-request-story.tsx';
import { readSystemOf, SystemLine, type SystemOfRequest } from './adoption-request-system.tsx';
import { TierReasons } from './adoption-request-tier.tsx';
import { readVendorOf, VendorFlag, type VendorOfRequest, VendorSection } from './adoption-request-vendor.tsx';
import { WhatYouCanDo } from './adoption-request-actions.tsx';
import { EmptyState, Notice, PersonLabel, Section, Timeline } from '../components/document.tsx';
import { TextArea } from '../components/form.tsx';
import { StateMark, TierMark } from '../components/mark.tsx';
import { Time } from '../components/time.tsx';
import { page, type View, type Viewer } from '../page.ts';

const params = z.object({ id: requestId });

const notices = {
  submitted: 'Submitted. Whoever has to sign has been told; you hear of the outcome.',
  amended: 'Amended. Whoever has to sign again has been told.',
  signed: 'Signed. It is on record.',
  commented: 'Said.',
  withdrawn: 'Withdrawn.',
  reopened: 'Reopened.',
  under_way: 'Accepted and kept safely. It shows here as soon as it has been recorded.',
};

export const readRequestPage = page({
  method: 'get',
  path: '/adoption-requests/{id}',
  access: 'anyone',
  params,
  query: z.object({
    role: z.string().optional(),
    done: z
      .enum(Object.keys(notices) as (keyof typeof notices)[])
      .optional()
      .catch(undefined),
  }),
  handle: async ({ params: { id }, query, viewer, at, services }) => {
    const reading = await readRequest(services, id);
    if (reading === undefined) return onItsWay(services, id);
    const [behind, vendor, opened] = await Promise.all([
      readBehind(services, id),
      readVendorOf(services.db, reading.request, at),
      readSystemOf(services.db, id, reading.request),
    ]);
    return requestView(reading, { ...behind, vendor, opened }, viewer, at, services, {
      notice: query.done && notices[query.done],
      role: query.role,
    });
  },
});

export const comment = page({
  method: 'post',
  path: '/adoption-requests/{id}/comments',
  access: 'person',
  params,
  handle: async ({ params: { id }, form, perform }) => {
    const text = form.text('/text');
    if (text !== '') {
      const headers = { 'idempotency-key': form.text('key') };
      await perform(commentOnRequest, { params: { id }, body: { text }, headers });
    }
    return { redirect: `/adoption-requests/${id}?done=commented#discussion` };
  },
});

/** A request that has been accepted and that no worker has recorded yet. */
async function onItsWay(services: Services, id: string): Promise<View> {
  const { status } = await readUnrecorded(services, adoptionRequestProcess, id);
  if (status !== 202) throw new Problem('not_found', 'There is no such adoption request.');
  return {
    title: 'On its way',
    status: 202,
    main: (
      <>
        <h1>Your request is on its way</h1>
        <p class="lead">
          It has been accepted and is kept safely. It shows here as soon as it has been recorded.
        </p>
        <p>
          <a class="button" href={`/adoption-requests/${id}`}>
            Look again
          </a>
        </p>
      </>
    ),
  };
}

function requestView(
  { id, seq, request, events, comments, nameOf }: RequestReading,
  behind: BehindRequest & { vendor: VendorOfRequest | undefined; opened: SystemOfRequest | undefined },
  viewer: Viewer,
  now: string,
  services: Services,
  { notice, role }: { notice: string | undefined; role: string | undefined },
): View {
  const zone = viewer.timeZone;
  const revisions = revisionsOf(events);
  const { content, triage } = request;
  const mayAct =
    openSignOffs(request, viewer.actor).length > 0 ||
    (isUndecided(request) && request.requester === viewer.person.id);
  const asked = (
    <>
      {content.system.name}
      {content.system.provider !== '' && <> by {content.system.provider}</>}, asked for by{' '}
      <PersonLabel person={nameOf(request.requester)} /> on{' '}
      <Time at={request.submittedAt} zone={zone} style="day" />
      {content.users.teams.length > 0 && <> for {content.users.teams.join(', ')}</>}.
    </>
  );
  return {
    title: content.title,
    wide: true,
    changes: `/adoption-requests/${id}/changes?seen=${seq}.${comments.length}`,
    main: (
      <>
        <div class="page-head" data-part="head">
          <p class="line">
            <StateMark state={request.state} />
            {request.state !== 'prohibited' && <TierMark tier={request.tier} />}
            <span class="quiet">Revision {request.revision}</span>
          </p>
          <h1>{content.title}</h1>
          <p class="lead">{asked}</p>
          {behind.opened !== undefined && <SystemLine request={request} opened={behind.opened} />}
          {mayAct && (
            <p class="to-action screen-only">
              <a class="button" href="#act">
                What you can do now
              </a>
            </p>
          )}
        </div>
        {notice !== undefined && <Notice tone="good">{notice}</Notice>}
        {behind.vendor !== undefined && <VendorFlag request={request} behind={behind.vendor} />}
        <div class="beside">
          <div class="stack">
            <Section
              title="What is asked"
              aside={
                revisions.length > 1 && (
                  <a href={`/adoption-requests/${id}/revisions`}>Compare the {revisions.length} revisions</a>
                )
              }
            >
              <div data-part="content">
                <ContentView content={content} nameOf={nameOf} />
              </div>
            </Section>
            <Section title="What it means">
              <div data-part="tier">
                <TierReasons tier={request.tier} triage={triage} />
              </div>
            </Section>
            <Section
              title="Who has said what"
              aside={
                request.decision !== null && <a href={`/adoption-requests/${id}/decision`}>Decision record</a>
              }
            >
              <div data-part="signatures">
                {request.signOffs.length === 0 ? (
                  <p class="quiet">Nobody signs a request that is closed as prohibited.</p>
                ) : (
                  <Signatures request={request} nameOf={nameOf} now={now} zone={zone} />
                )}
              </div>
            </Section>
            {behind.vendor !== undefined && (
              <VendorSection request={request} behind={behind.vendor} now={now} zone={zone} />
            )}
            <RisksAndConditions behind={behind} viewer={viewer} now={now} />
            <Section title="Discussion" id="discussion">
              <div data-part="comments">
                {comments.length === 0 ? (
                  <EmptyState title="Nobody has said anything yet." />
                ) : (
                  <ul class="comments">
                    {comments.map((said) => (
                      <li key={said.id}>
                        <p>
                          <strong>
                            <PersonLabel person={nameOf(said.by)} />
                          </strong>{' '}
                          <Time at={said.at} zone={zone} />
                        </p>
                        <Said text={said.text} />
                      </li>
                    ))}
                  </ul>
                )}
              </div>
              <form method="post" action={`/adoption-requests/${id}/comments`} class="form comment-form">
                <input type="hidden" name="key" value={crypto.randomUUID()} />
                <TextArea
                  name="/text"
                  label="Say something"
                  hint="Everybody here can read it. It decides nothing."
                  value=""
                  rows={3}
                />
                <button class="button-quiet">Add to the discussion</button>
              </form>
            </Section>
            <Section title="What happened" id="history">
              <div data-part="history">
                <Timeline moments={momentsOf(events, nameOf)} zone={zone} />
              </div>
            </Section>
          </div>
          <aside data-part="actions">
            <WhatYouCanDo
              id={id}
              request={request}
              nameOf={nameOf}
              viewer={viewer}
              now={now}
              role={role}
              temporalUrl={temporalUrlOf(services, viewer, id)}
            />
          </aside>
        </div>
      </>
    ),
  };
}

/** Operators find the workflow behind the request with one click. */
function temporalUrlOf({ temporalUi }: Services, { person }: Viewer, id: string): string | undefined {
  if (temporalUi === undefined || !person.roles.includes('administrator')) return undefined;
  return `${temporalUi}/workflows/${encodeURIComponent(`adoption-request/${id}`)}`;
}
