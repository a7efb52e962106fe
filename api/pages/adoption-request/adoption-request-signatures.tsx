import type { PersonName } from '../../../db/directory.ts';
import type { AdoptionRequest } from '../../../domain/adoption-request-state.ts';
import type { SignOff, SignOffDecision } from '../../../domain/sign-off.ts';
import { isUndecided } from '../../../domain/adoption-request-time.ts';
import type { Instant, PersonId } from '../../../domain/decider.ts';
import { Said } from './adoption-request-story.tsx';
import { PersonLabel } from '../components/document.tsx';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';
import { dayOf, Due, Time } from '../components/time.tsx';
import { roleWords } from '../words.ts';

interface Reading {
  nameOf: (id: PersonId) => PersonName;
  now: Instant;
  zone: string;
}

/** Who has said what of a request, and who is waited for until when. */
export function Signatures({ request, ...reading }: { request: AdoptionRequest } & Reading) {
  return (
    <SignOffs
      signOffs={request.signOffs}
      isOpen={isUndecided(request)}
      businessOwner={request.content.businessOwner}
      signedWhat="revision"
      {...reading}
    />
  );
}

interface Signing {
  /** Whether anybody is still waited for. */
  isOpen: boolean;
  businessOwner?: PersonId;
  /** What a sign-off counts: a revision of a request, a submission of answers, a change of a system. */
  signedWhat: 'revision' | 'submission' | 'change';
}

/** Required sign-offs, of whatever they are. */
export function SignOffs({ signOffs, ...reading }: { signOffs: readonly SignOff[] } & Signing & Reading) {
  return (
    <ul class="signatures">
      {signOffs.map((signOff) => (
        <li key={signOff.role}>
          <Signature signOff={signOff} {...reading} />
        </li>
      ))}
    </ul>
  );
}

function Signature({
  signOff,
  isOpen,
  businessOwner,
  signedWhat,
  nameOf,
  now,
  zone,
}: { signOff: SignOff } & Signing & Reading) {
  const { role, made, dueAt, escalatedAt, escalateTo } = signOff;
  if (made === null) {
    return (
      <>
        <Head role={roleWords[role]} mark={['ring', isOpen ? 'waiting' : 'quiet', 'Not signed']} />
        {isOpen && (
          <p class="quiet">
            {role === 'business_owner' && businessOwner !== undefined && (
              <>{nameOf(businessOwner).name} is waited for, </>
            )}
            <Due at={dueAt} now={now} zone={zone} />
            {escalatedAt !== null && <>; {roleWords[escalateTo]} may sign too</>}
          </p>
        )}
      </>
    );
  }
  return (
    <>
      <Head role={roleWords[role]} mark={decisionMarks[made.decision]} />
      <p class="quiet">
        <PersonLabel person={nameOf(made.by)} />
        {made.capacity.kind === 'delegate' && <> on behalf of {nameOf(made.capacity.of).name}</>}
        {made.capacity.kind === 'escalation' && <> as the escalation contact</>},{' '}
        <Time at={made.at} zone={zone} />, on {signedWhat} {made.revision}
      </p>
      <Said text={made.comment} />
      {made.conditions.length > 0 && (
        <ul class="conditions">
          {made.conditions.map((condition, index) => (
            <li key={index}>
              {condition.text}{' '}
              <small>
                {nameOf(condition.owner).name}, by {dayOf(`${condition.dueOn}T12:00:00.000Z`, 'UTC')}
                {condition.course !== undefined && (
                  <>
                    ; <a href={`/courses/${condition.course}`}>training</a> comes before it
                  </>
                )}
              </small>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Head({ role, mark: [shape, tone, word] }: { role: string; mark: [Shape, Tone, string] }) {
  return (
    <p class="signature-head">
      <span class="signature-role">{role}</span>
      <Mark shape={shape} tone={tone}>
        {word}
      </Mark>
    </p>
  );
}

export const decisionMarks: Record<SignOffDecision, [Shape, Tone, string]> = {
  approve: ['tick', 'good', 'Approved'],
  approve_with_conditions: ['tickWithDot', 'good', 'Approved with conditions'],
  request_changes: ['back', 'attention', 'Changes requested'],
  reject: ['cross', 'bad', 'Rejected'],
};
