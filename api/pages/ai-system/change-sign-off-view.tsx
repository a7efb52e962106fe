import type { PersonName } from '../../../db/directory.ts';
import type { AiSystem, OpenChange } from '../../../domain/ai-system-state.ts';
import type { Instant, PersonId } from '../../../domain/decider.ts';
import type { SignOffRole } from '../../../domain/identity.ts';
import { mayWrite } from '../../access.ts';
import { CapacityWords } from '../adoption-request/adoption-request-actions.tsx';
import { Said } from '../adoption-request/adoption-request-story.tsx';
import { Facts, Section } from '../components/document.tsx';
import { Choice, FaultSummary, TextArea } from '../components/form.tsx';
import { Due } from '../components/time.tsx';
import type { View, Viewer } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { decisionWords, roleWords } from '../words.ts';
import { OpenChangeSection } from './ai-system-changes.tsx';
import { barredFromChange, openChangeSignOffs } from './ai-system-offers.ts';
import { systemChangeWords } from './ai-system-words.ts';
import { changeDecisions, type ChangeIntent } from './change-intent.ts';

interface Reading {
  id: string;
  system: AiSystem;
  nameOf: (id: PersonId) => PersonName;
}

interface Signing extends Reading {
  change: OpenChange;
  viewer: Viewer;
  now: Instant;
  /** The role for which one has come. */
  role: SignOffRole | undefined;
}

const decisionMeanings: Record<ChangeIntent['decision'], string> = {
  approve: 'The system may be used with this change.',
  reject: 'What the approval rested on does not hold any more: the system is suspended at once.',
};

export function changeSignOffView(signing: Signing): View {
  const { id, system, change, viewer, now, nameOf } = signing;
  const title = `Change ${change.number} of ${system.name}`;
  return {
    title,
    wide: true,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">It is approved as it was before. May it be used as it is now?</p>
          <p>
            <a href={`/ai-systems/${id}`}>To the AI system</a>
          </p>
        </div>
        <div class="beside">
          <div class="stack">
            <OpenChangeSection
              change={change}
              owner={system.owner}
              nameOf={nameOf}
              now={now}
              zone={viewer.timeZone}
            />
          </div>
          <aside>
            <SignOffForm {...signing} />
          </aside>
        </div>
      </>
    ),
  };
}

/** The first of two steps: what one decides, and why. Nothing is signed by it. */
function SignOffForm({ id, system, change, viewer, now, role, nameOf }: Signing) {
  const before = { system: { ...system, changes: [change] }, actor: viewer.actor, at: now };
  const open = mayWrite(viewer.person) ? openChangeSignOffs(before) : [];
  const first = open.find(({ signOff }) => signOff.role === role) ?? open[0];
  if (first === undefined) {
    return (
      <div class="panel" id="act">
        <p class="quiet">{barredFromChange(before) ?? 'There is nothing for you to sign here now.'}</p>
      </div>
    );
  }
  const { signOff, capacity } = first;
  return (
    <div class="panel panel-act" id="act">
      <h2>Sign off for {roleWords[signOff.role]}</h2>
      <p class="quiet">
        <CapacityWords capacity={capacity} nameOf={nameOf} />
        <Due at={signOff.dueAt} now={now} zone={viewer.timeZone} />
      </p>
      <form method="post" action={`/ai-systems/${id}/changes/${change.number}/sign-off`} class="more">
        <input type="hidden" name="role" value={signOff.role} />
        <Choice
          name="decision"
          label="Your decision"
          required
          value=""
          options={changeDecisions.map((decision) => ({
            value: decision,
            label: decisionWords[decision],
            hint: decisionMeanings[decision],
          }))}
        />
        <TextArea name="/comment" label="Comment" hint="Needed when you reject." value="" rows={3} />
        <button>Continue …</button>
      </form>
    </div>
  );
}

interface Confirming extends Reading {
  change: OpenChange;
  intent: ChangeIntent;
  refused: Refused;
}

/** What is about to be signed, and what follows from it. */
export function confirmChangeSignOffView({ id, system, change, intent, refused }: Confirming): View {
  const { role, decision, comment, key } = intent;
  const title = `${decisionWords[decision]} change ${change.number}?`;
  const isRejected = decision === 'reject';
  return {
    title,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">{system.name}</p>
        </div>
        <form method="post" action={`/ai-systems/${id}/changes/${change.number}/sign-offs`} class="form">
          <FaultSummary {...refused} />
          <input type="hidden" name="role" value={role} />
          <input type="hidden" name="decision" value={decision} />
          <input type="hidden" name="key" value={key} />
          <Facts
            facts={[
              ['The change', systemChangeWords[change.change]],
              ['What was said of it', change.note],
              ['You decide', decisionWords[decision]],
              ['For', roleWords[role]],
              ['What follows', decisionMeanings[decision]],
            ]}
          />
          <TextArea
            name="/comment"
            label={isRejected ? 'Why' : 'Comment'}
            optional={!isRejected}
            value={comment}
            fault={refused.faults.get('/comment')}
          />
          <p class="buttons">
            <button class={isRejected ? 'button-bad' : undefined}>
              {decisionWords[decision]} for {roleWords[role]}
            </button>
            <a href={`/ai-systems/${id}/changes/${change.number}/sign-off?role=${role}`}>
              Back, nothing is signed yet
            </a>
          </p>
        </form>
      </>
    ),
  };
}

/** Instead of an error: why nothing was signed, with what was written. */
export function nothingSignedView({
  id,
  intent,
  refused,
}: Reading & { intent: ChangeIntent; refused?: Refused }): View {
  const title = 'Nothing was signed';
  return {
    title,
    status: refused?.status ?? 409,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">{refused?.message ?? 'This change does not wait for sign-offs any more.'}</p>
        </div>
        {intent.comment !== '' && (
          <Section title="What you wrote">
            <Said text={intent.comment} />
          </Section>
        )}
        <p class="buttons more">
          <a class="button" href={`/ai-systems/${id}`}>
            To the AI system
          </a>
        </p>
      </>
    ),
  };
}
