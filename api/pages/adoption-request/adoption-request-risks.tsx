import { listActions } from '../../../db/action.ts';
import { namesOf } from '../../../db/directory.ts';
import { mayWrite } from '../../access.ts';
import { risksOfRequest } from '../../proposed-risk.ts';
import type { Services } from '../../services.ts';
import { Section } from '../components/document.tsx';
import { ActionRows, type NamedAction } from '../action/action-rows.tsx';
import type { Viewer } from '../page.ts';
import { RiskRows } from '../risk/risk-rows.tsx';

type Risks = Awaited<ReturnType<typeof risksOfRequest>>;

/** What stands behind a request: its risks, and what became of the conditions of its approval. */
export interface BehindRequest {
  id: string;
  risks: Risks;
  actions: NamedAction[];
}

export async function readBehind(services: Services, id: string): Promise<BehindRequest> {
  const { db } = services;
  const [risks, actions] = await Promise.all([
    risksOfRequest(services, id),
    listActions(db, { subject: `adoption-request/${id}` }, 100),
  ]);
  const nameOf = await namesOf(
    db,
    actions.map(({ owner }) => owner),
  );
  return { id, risks, actions: actions.map((action) => ({ ...action, owner: nameOf(action.owner) })) };
}

export function RisksAndConditions({
  behind: { id, risks, actions },
  viewer,
  now,
}: {
  behind: BehindRequest;
  viewer: Viewer;
  now: string;
}) {
  const underWay = risks.proposed.filter(({ required }) => required);
  return (
    <>
      {(risks.items.length > 0 || underWay.length > 0) && (
        <Section
          title="Risks"
          id="risks"
          aside={mayWrite(viewer.person) && <a href={`/risks/new?request=${id}`}>Identify another …</a>}
        >
          <p class="hint">From high risk on it is approved once each of these is treated or accepted.</p>
          <RiskRows items={risks.items} viewer={viewer} now={now} />
          {underWay.length > 0 && (
            <p class="quiet">
              On their way to the register: {underWay.map(({ title }) => title).join(', ')}.
            </p>
          )}
        </Section>
      )}
      {actions.length > 0 && (
        <Section
          title="Conditions"
          id="conditions"
          aside={<a href={`/actions?state=any&subject=adoption-request/${id}`}>As a list</a>}
        >
          <ActionRows items={actions} viewer={viewer} now={now} />
        </Section>
      )}
    </>
  );
}
