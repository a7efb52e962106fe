import { oversightCourse } from '../../domain/course-oversight.ts';
import { inDays, TrainingScene } from '../api/training-scene.ts';
import { eventually } from '../eventually.ts';
import type { Answer, TestOrganisation } from '../test-organisation.ts';

export interface FurnishedTraining {
  /** For everybody, in its second version; the colleague has failed once and passed. */
  course: string;
  failedAttempt: string;
  passedAttempt: string;
  /** Who has completed it elsewhere, with a file that shows it, and had another one revoked. */
  learner: string;
  completion: string;
  revokedCompletion: string;
}

/** A course that some have taken, here or elsewhere, and others have not. */
export async function furnishTraining(organisation: TestOrganisation): Promise<FurnishedTraining> {
  const scene = new TrainingScene(organisation);
  const { content } = oversightCourse;
  const template = { template: oversightCourse.id, audience: { everyone: true } };
  const course = (await done(scene.post('compliance', '/v1/courses', template), 201)).body.id;
  await done(scene.publish(course, { content: { ...content, pages: content.pages.slice(0, 4) } }), 201);
  await eventually(async () => {
    const { body } = await scene.get('auditor', `/v1/courses/${course}/outstanding`);
    return (body.items as unknown[]).length > 5;
  });
  const right = Object.fromEntries(content.quiz.map(({ id, correct }) => [id, correct]));
  const answer = async (answers: object) => {
    const path = `/v1/courses/${course}/attempts`;
    return (await done(scene.post('colleague', path, { version: 2, answers }), 201)).body.id;
  };
  const failedAttempt = await answer({
    ...right,
    score: ['probability'],
    'no-proof': ['follow'],
    task: ['confirm'],
  });
  const passedAttempt = await answer({ ...right, restart: ['me'] });
  const mistaken = await done(scene.bring(course, { person: 'legal', completedAt: inDays(-40) }), 201);
  const path = `/v1/training-completions/${mistaken.body.id}/revocation`;
  await done(scene.post('compliance', path, { reason: 'It was somebody else of this name.' }));
  const file = new FormData();
  file.set('file', new File(['Attended on all three days.\n'], 'attendance.txt'));
  const evidence = await done(
    organisation.call('compliance', 'POST', '/v1/people/legal/training/evidence', file),
    201,
  );
  const brought = await done(
    scene.bring(course, {
      person: 'legal',
      score: 0.9,
      evidence: evidence.body.hash,
      externalId: 'academy-2026-118',
      vouchedBy: 'management',
    }),
    201,
  );
  const { id: learner } = brought.body.person as { id: string };
  return {
    course,
    failedAttempt,
    passedAttempt,
    learner,
    completion: brought.body.id,
    revokedCompletion: mistaken.body.id,
  };
}

async function done(answering: Promise<Answer>, status = 200): Promise<Answer> {
  const answer = await answering;
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}
