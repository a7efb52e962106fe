import { askedIn, outstandingOf } from '../db/assignment-list.ts';
import { findCourse } from '../db/course.ts';
import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import type { Course } from '../domain/course.ts';
import { partsOf } from '../domain/topic.ts';
import type { TrainingEvent } from '../domain/training.ts';
import { dueFact, isPast, type Subject, subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords } from './words.ts';

/** About a course, what happens in its campaign and in somebody's training. */
type CourseSubject = Subject<Course, TrainingEvent>;

/** What is said about a course; undefined once nobody wants it any more. */
export async function composeTraining(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const course = await findCourse(db, partsOf(delivery.topic ?? '').id);
  const held = course && { state: course, title: course.details.title, people: [] };
  const subject = await subjectOf<Course, TrainingEvent>(db, publicUrl, delivery, held);
  return delivery.kind === 'training_overdue' ? composeOverdue(db, subject) : composeAsked(db, subject);
}

/** To somebody who is to take it. */
async function composeAsked(
  db: Database,
  { delivery, state: { id }, event, title, url, timeZone }: CourseSubject,
): Promise<Message | undefined> {
  const asked = delivery.person === null ? undefined : await askedIn(db, id, delivery.person.id);
  if (asked === undefined) return undefined;
  const due = instantInWords(asked.dueAt, timeZone);
  const late = isPast(asked.dueAt);
  const common = {
    facts: dueFact(asked.dueAt, timeZone),
    items: [],
    action: { label: 'Take the course', url },
    because: 'You get this because this course is for you, and you have not completed it as it is now.',
  };
  if (event.type === 'TrainingCompletionRevoked') {
    return {
      ...common,
      subject: `Take “${title}” by ${due}: your completion was revoked`,
      lead: `That you had completed “${title}” was put down by mistake. Please take the course by ${due}.`,
      quote: event.reason,
    };
  }
  return {
    ...common,
    subject: late ? `Overdue: take the course “${title}”` : `Take the course “${title}” by ${due}`,
    lead: late
      ? `You were to complete “${title}” by ${due}. What depends on it is closed to you until you have.`
      : `Please take the course “${title}” by ${due}.`,
  };
}

const mostNamed = 20;

/** To a manager, of their people; to compliance managers, of those who have no manager. */
async function composeOverdue(
  db: Database,
  { delivery, state: { id }, title, url, timeZone }: CourseSubject,
): Promise<Message | undefined> {
  const manager = delivery.recipient?.startsWith('role/') === true ? null : delivery.person?.id;
  const outstanding = await outstandingOf(db, id, mostNamed + 1, { manager });
  const late = outstanding.filter(({ dueAt }) => isPast(dueAt));
  if (late.length === 0) return undefined;
  const who = manager === null ? 'people without a manager' : 'your people';
  return {
    subject: `Not completed in time: “${title}”`,
    lead: `Some of ${who} have not completed “${title}” in time. What depends on it is closed to them until they have.`,
    facts: late.length > mostNamed ? [{ label: 'Among them', value: `the first ${mostNamed}` }] : [],
    items: late.slice(0, mostNamed).map(({ name, dueAt }) => ({
      title: name,
      detail: `Was due ${instantInWords(dueAt, timeZone)}`,
      url: `${url}/outstanding`,
    })),
    action: { label: 'See who is outstanding', url: `${url}/outstanding` },
    because:
      manager === null
        ? 'You get this because compliance managers hear of those for whom no manager does.'
        : 'You get this because you are their manager.',
  };
}
