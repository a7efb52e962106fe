import { inputTopics } from '../../../domain/management-review-state.ts';
import { Facts, PersonLabel, Prose, Section } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { type ManagementReviewReading, topicWords } from './management-review-words.tsx';

/** What management has looked at and decided, as it is printed and shown years later. */
export function ManagementReviewRecord({ review, zone }: { review: ManagementReviewReading; zone: string }) {
  const { minutes } = review;
  return (
    <>
      <Section title="What was looked at">
        <p class="hint">
          The figures are those of the registers when the review was opened,{' '}
          <Time at={review.openedAt} zone={zone} />
          {review.since === null ? (
            '.'
          ) : (
            <>
              ; what happened is counted since the review before, <Time at={review.since} zone={zone} />.
            </>
          )}
        </p>
        <div class="stack-close">
          {inputTopics.map((topic) => (
            <Topic key={topic} topic={topic} review={review} />
          ))}
        </div>
      </Section>
      <Section title="What was decided">
        <div class="stack-close">
          <Decision title="To be made better" text={minutes.improvements} />
          <Decision title="To be changed in how AI is managed" text={minutes.changes} />
          <Actions review={review} />
        </div>
      </Section>
      <Signature review={review} zone={zone} />
    </>
  );
}

/** A topic of which neither the registers nor anybody says anything is left out. */
function Topic({
  topic,
  review: { figures, minutes },
}: {
  topic: keyof typeof topicWords;
  review: ManagementReviewReading;
}) {
  const own = figures.filter((figure) => figure.topic === topic);
  const note = minutes.notes[topic] ?? '';
  if (own.length === 0 && note === '') return null;
  return (
    <div>
      <h3>{topicWords[topic][0]}</h3>
      <Figures figures={own} />
      {note !== '' && <Prose text={note} />}
    </div>
  );
}

/** Numbers of the registers, each with the way to what is behind it. */
export function Figures({ figures }: { figures: ManagementReviewReading['figures'] }) {
  if (figures.length === 0) return null;
  return (
    <Facts
      facts={figures.map(({ name, value, of, path }) => [
        name,
        <a key={name} href={path}>
          <span class="figures">{inWords(value, of)}</span>
        </a>,
      ])}
    />
  );
}

/** "3", "3 of 12 (25 %)". */
export function inWords(value: number, of: number | null): string {
  if (of === null) return value.toLocaleString('en');
  const share = of === 0 ? '' : ` (${Math.round((100 * value) / of)} %)`;
  return `${value.toLocaleString('en')} of ${of.toLocaleString('en')}${share}`;
}

function Decision({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <h3>{title}</h3>
      {text === '' ? <p class="quiet">Not written yet.</p> : <Prose text={text} />}
    </div>
  );
}

function Actions({ review: { id, state, minutes } }: { review: ManagementReviewReading }) {
  return (
    <div>
      <h3>Actions</h3>
      {minutes.actions.length === 0 ? (
        <p>None.</p>
      ) : (
        <ul>
          {minutes.actions.map(({ text, owner, dueOn }, index) => (
            <li key={index}>
              {text}: by <PersonLabel person={owner} />, until <time dateTime={dueOn}>{dueOn}</time>
            </li>
          ))}
        </ul>
      )}
      {state === 'closed' && minutes.actions.length > 0 && (
        <p class="screen-only">
          <a href={`/actions?state=any&subject=management-review/${id}`}>What has become of them</a>
        </p>
      )}
    </div>
  );
}

function Signature({
  review: { submission, signOff, preparers },
  zone,
}: {
  review: ManagementReviewReading;
  zone: string;
}) {
  return (
    <Section title="Prepared and signed">
      <Facts
        facts={[
          ['Prepared by', preparers.map(({ name }) => name).join(', ')],
          [
            'Submitted',
            submission && (
              <>
                <PersonLabel person={submission.by} />, <Time at={submission.at} zone={zone} />
              </>
            ),
          ],
          ['Version of the minutes', submission === null ? '' : `${submission.version}`],
          ['Fingerprint of figures and minutes', submission && <span class="hash">{submission.hash}</span>],
          [
            signOff?.state === 'changes_requested'
              ? 'Changes requested by management'
              : 'Signed by management',
            signOff?.by !== undefined && signOff.at !== undefined ? (
              <>
                <PersonLabel person={signOff.by} />
                {signOff.onBehalfOf !== undefined && (
                  <>
                    {' '}
                    on behalf of <PersonLabel person={signOff.onBehalfOf} />
                  </>
                )}
                , <Time at={signOff.at} zone={zone} />
                {signOff.comment !== undefined && signOff.comment !== '' && <Prose text={signOff.comment} />}
              </>
            ) : (
              'not yet'
            ),
          ],
        ]}
      />
    </Section>
  );
}
