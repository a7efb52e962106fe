import { z } from 'zod';
import { streamOf } from '../../../db/adoption-request.ts';
import { Problem } from '../../problem.ts';
import { requestId } from '../../schemas/text.ts';
import { ContentView } from './adoption-request-content.tsx';
import { readRequest, revisionsOf } from './adoption-request-reading.ts';
import { Signatures } from './adoption-request-signatures.tsx';
import { TierReasons } from './adoption-request-tier.tsx';
import { Facts, Section } from '../components/document.tsx';
import { StateMark, TierMark } from '../components/mark.tsx';
import { Time } from '../components/time.tsx';
import { page } from '../page.ts';

/** What was decided on, as it was frozen at the decision: made to be printed and to be shown years later. */
export const decisionRecord = page({
  method: 'get',
  path: '/adoption-requests/{id}/decision',
  access: 'anyone',
  params: z.object({ id: requestId }),
  handle: async ({ params: { id }, viewer, at, services }) => {
    const reading = await readRequest(services, id);
    const decision = reading?.request.decision;
    if (reading === undefined || decision === null || decision === undefined) {
      throw new Problem('not_found', 'There is no decision on such a request.');
    }
    const { request, events, nameOf } = reading;
    const zone = viewer.timeZone;
    const decided = revisionsOf(events).find(({ revision }) => revision === decision.revision);
    const content = decided?.content ?? request.content;
    return {
      title: `Decision: ${content.title}`,
      main: (
        <article class="stack record">
          <div class="page-head">
            <p class="screen-only">
              <a href={`/adoption-requests/${id}`}>Back to the request</a>{' '}
              <small>Prints as a document.</small>
            </p>
            <p class="quiet">Decision record · ISO/IEC 42001:2023, A.9.2</p>
            <h1>{content.title}</h1>
            <p class="line">
              <StateMark state={decision.outcome} />
              <TierMark tier={decision.tier} />
            </p>
          </div>
          <Facts
            facts={[
              ['Decided', <Time at={decision.decidedAt} zone={zone} />],
              ['Asked for by', nameOf(request.requester).name],
              ['Asked for', <Time at={request.submittedAt} zone={zone} />],
              ['Revision', `${decision.revision}`],
              ['Fingerprint of what was asked', <span class="hash">{decision.revisionHash}</span>],
              ['Approval policy', `Version ${decision.policy.version}`],
              ['Fingerprint of the policy', <span class="hash">{decision.policy.hash}</span>],
              ['In the register', <span class="hash">{streamOf(id)}</span>],
            ]}
          />
          <Section title="Sign-offs">
            <Signatures
              request={{ ...request, signOffs: signedOnly(request.signOffs, decision.signOffs) }}
              nameOf={nameOf}
              now={at}
              zone={zone}
            />
          </Section>
          <Section title="What was asked">
            <ContentView content={content} nameOf={nameOf} />
          </Section>
          <Section title="What it meant">
            <TierReasons
              tier={decision.tier}
              triage={{ tier: decision.tier, catalogue: request.triage.catalogue, reasons: decision.reasons }}
            />
          </Section>
        </article>
      ),
    };
  },
});

/** The roles that had signed when it was decided: a rejection ends it before everybody has. */
function signedOnly<SignOff extends { role: string }>(
  signOffs: readonly SignOff[],
  signed: readonly { role: string }[],
): SignOff[] {
  return signOffs.filter(({ role }) => signed.some((other) => other.role === role));
}
