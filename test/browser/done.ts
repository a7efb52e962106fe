import type { Answer } from '../test-organisation.ts';

/** The answer to a call that must succeed for what comes after it. */
export async function done(call: Promise<Answer>, status = 200): Promise<Answer> {
  const answer = await call;
  if (answer.status !== status) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}
