import type { DraftContent } from '../../../domain/draft.ts';
import { QuestionFields } from './adoption-request-fields.tsx';
import { askingSteps, questionsOf, stepWords } from './adoption-request-questions.ts';
import type { RequestReading } from '../adoption-request/adoption-request-reading.ts';
import { Changes, comparedRevisions } from '../adoption-request/adoption-request-revisions.tsx';
import type { BusinessOwners } from './business-owners.ts';
import { Section } from '../components/document.tsx';
import { FaultSummary } from '../components/form.tsx';
import type { View } from '../page.ts';
import type { Refused } from '../refused-form.ts';

interface Amending {
  reading: RequestReading;
  /** The revision on which what was typed rests. */
  seen: number;
  typed: DraftContent;
  owners: BusinessOwners;
  refused: Refused;
  /** The revision that the page was opened with, where another has come since. */
  changedSince?: number | undefined;
}

/** All that is asked on one page, with what there is now or what was typed instead. Nothing is amended by it yet. */
export function amendmentForm({ reading, seen, typed, owners, refused, changedSince }: Amending): View {
  const { id, request, events, nameOf } = reading;
  return {
    title: 'Amend the request',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p>
            <a href={`/adoption-requests/${id}`}>{request.content.title}</a>
          </p>
          <h1>Amend the request</h1>
          <p class="lead">
            Change what has to change. Before it counts, you see who would have to sign again.
          </p>
        </div>
        {changedSince !== undefined && (
          <div class="notice notice-attention" role="alert">
            <p>
              <strong>The request was amended meanwhile</strong>, from revision {changedSince} to {seen}. What
              you typed is kept below, on top of that. What changed:
            </p>
            <Changes compared={comparedRevisions(events, nameOf, changedSince, seen)} />
          </div>
        )}
        <form method="post" class="stack">
          <FaultSummary message={refused.message} faults={refused.faults} />
          <input type="hidden" name="revision" value={seen} />
          {askingSteps.map((step) => (
            <Section key={step} title={stepWords[step].title}>
              <div class="form">
                <QuestionFields
                  asked={questionsOf(step)}
                  content={typed}
                  faults={refused.faults}
                  owners={owners}
                />
              </div>
            </Section>
          ))}
          <p class="buttons">
            <button>Continue …</button>
            <a href={`/adoption-requests/${id}`}>Leave it as it is</a>
            <small>Nothing is amended yet.</small>
          </p>
        </form>
      </>
    ),
  };
}
