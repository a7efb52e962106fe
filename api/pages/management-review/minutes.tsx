import { z } from 'zod';
import { type InputTopic, inputTopics } from '../../../domain/management-review-state.ts';
import { Problem } from '../../problem.ts';
import { writeMinutes } from '../../routes/management-review.ts';
import { requestId } from '../../schemas/text.ts';
import {
  conditionsIn,
  ConditionRows,
  emptyCondition,
  saidConditions,
  type TypedCondition,
} from '../components/condition-rows.tsx';
import { FaultSummary, TextArea } from '../components/form.tsx';
import { type Form, page, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { readReview } from './management-review.tsx';
import { Figures } from './management-review-record.tsx';
import { type ManagementReviewReading, topicWords } from './management-review-words.tsx';

const params = z.object({ id: requestId });

/** The minutes as they are typed. */
interface TypedMinutes {
  notes: Partial<Record<InputTopic, string>>;
  improvements: string;
  changes: string;
  actions: TypedCondition[];
  /** The version that they replace. */
  version: number;
}

export const readMinutesPage = page({
  method: 'get',
  path: '/management-reviews/{id}/minutes',
  access: ['compliance_manager'],
  params,
  handle: async ({ params: { id }, perform }) => {
    const review = await readReview(perform, id);
    if (review.state !== 'preparing') {
      throw new Problem('already_decided', 'The minutes of this review are not written any more.');
    }
    return minutesView(review, typedOf(review));
  },
});

export const writeMinutesPage = page({
  method: 'post',
  path: '/management-reviews/{id}/minutes',
  access: ['compliance_manager'],
  params,
  handle: async ({ params: { id }, form, perform }) => {
    const typed = typedIn(form);
    if (form.text('step') === 'more') {
      return minutesView(await readReview(perform, id), {
        ...typed,
        actions: [...typed.actions, emptyCondition],
      });
    }
    const { version, ...said } = typed;
    const body = { ...said, actions: saidConditions(said.actions) };
    try {
      await perform(writeMinutes, { params: { id }, body, headers: { 'if-match': `"${version}"` } });
      return { redirect: `/management-reviews/${id}?done=written` };
    } catch (error) {
      return minutesView(
        await readReview(perform, id),
        { ...typed, actions: body.actions },
        refusalIn(error),
      );
    }
  },
});

function typedOf({ minutes, version }: ManagementReviewReading): TypedMinutes {
  const actions = minutes.actions.map(({ text, owner, dueOn }) => ({ text, owner: owner.userName, dueOn }));
  return { ...minutes, actions: actions.length === 0 ? [emptyCondition] : actions, version };
}

/** Notes that say nothing are none. */
function typedIn(form: Form): TypedMinutes {
  const notes = inputTopics
    .map((topic): [InputTopic, string] => [topic, form.text(`/notes/${topic}`)])
    .filter(([, note]) => note !== '');
  return {
    notes: Object.fromEntries(notes),
    improvements: form.text('/improvements'),
    changes: form.text('/changes'),
    actions: conditionsIn(form, 'action'),
    version: Number(form.text('version')),
  };
}

function minutesView(
  review: ManagementReviewReading,
  typed: TypedMinutes,
  refused: Refused = notRefused,
): View {
  const { id, figures } = review;
  const { faults } = refused;
  const path = `/management-reviews/${id}`;
  return {
    title: 'Minutes of the management review',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p>
            <a href={path}>Back to the review</a>
          </p>
          <h1>Minutes of the management review</h1>
          <p class="lead">What management has looked at, and what it has decided.</p>
        </div>
        <form method="post" action={`${path}/minutes`} class="form">
          <FaultSummary {...refused} />
          {review.version > typed.version && (
            <p class="fault">
              Somebody has saved version {review.version} meanwhile. Take over from{' '}
              <a href={path}>the review</a> what you want to keep; saving again puts yours in its place.
            </p>
          )}
          <input type="hidden" name="version" value={review.version} />
          {inputTopics.map((topic) => {
            const [title, hint] = topicWords[topic];
            return (
              <section key={topic} aria-labelledby={`${topic}-title`}>
                <h2 id={`${topic}-title`}>{title}</h2>
                <div class="stack-close">
                  <Figures figures={figures.filter((figure) => figure.topic === topic)} />
                  <TextArea
                    name={`/notes/${topic}`}
                    label={`Note on: ${title}`}
                    hint={hint}
                    optional
                    rows={3}
                    value={typed.notes[topic] ?? ''}
                    fault={faults.get(`/notes/${topic}`)}
                  />
                </div>
              </section>
            );
          })}
          <h2>What was decided</h2>
          <TextArea
            name="/improvements"
            label="What is to be made better"
            hint="If nothing is: say so."
            value={typed.improvements}
            fault={faults.get('/improvements')}
          />
          <TextArea
            name="/changes"
            label="What is to be changed in how AI is managed here"
            hint="Policies, roles, means, how reviews are made. If nothing is: say so."
            value={typed.changes}
            fault={faults.get('/changes')}
          />
          <ConditionRows conditions={typed.actions} faults={faults} noun="action" />
          <p class="buttons">
            <button>Save the minutes</button>
            <a href={path}>Leave them as they were</a>
          </p>
        </form>
      </>
    ),
  };
}
