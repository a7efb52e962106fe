import type { DraftContent } from '../../../domain/draft.ts';
import { answerTo } from './adoption-request-answers.ts';
import { answerInWords } from './adoption-request-reply.tsx';
import { calledOf, type Question } from './adoption-request-questions.ts';
import { Facts } from '../components/document.tsx';

/** Another window has saved this step since this one was opened. */
export function ChangedElsewhere({ differing, content }: { differing: Question[]; content: DraftContent }) {
  return (
    <div class="notice notice-attention" role="alert">
      <p>
        <strong>This step was changed in another window meanwhile.</strong> What you typed here is below and
        not saved yet. Save it to put it in the place of what is there now:
      </p>
      <Facts
        facts={differing.map((question) => [
          calledOf(question),
          answerInWords(question, answerTo(question, content)) ?? 'Nothing',
        ])}
      />
    </div>
  );
}

/** The draft was submitted or thrown away since this window was opened. */
export function GoneMeanwhile({ request }: { request: string | undefined }) {
  return (
    <div class="notice notice-attention" role="alert">
      <p>
        <strong>
          {request === undefined
            ? 'There is no such draft of yours: it was thrown away, or is somebody else’s.'
            : 'This draft has been submitted meanwhile.'}
        </strong>{' '}
        What you typed here is below; saving it begins a new draft.
      </p>
      {request !== undefined && (
        <p>
          <a href={`/adoption-requests/${request}`}>To the request</a>
        </p>
      )}
    </div>
  );
}
