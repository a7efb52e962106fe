import { elapsed, median, quantile, rounds, type Row } from './measure.ts';
import type { Organisation } from './organisation.ts';

/** An organisation with so much in its registers, said as people say it. */
export interface Register {
  size: string;
  organisation: Organisation;
}

/** Something that is asked of both sizes alike. */
export interface Question<Of extends Register> {
  what: string;
  account: string;
  path: (register: Of) => string;
  /** Whether the answer is as full as it has to be: one that is longer at one size would be another question. */
  isFull: (answer: Record<string, unknown>) => boolean;
}

const askedARound = 200;

/** How much longer the answer takes over HTTP in the large register than in the small one, taking turns. */
export async function compareSizes<Of extends Register>(
  question: Question<Of>,
  small: Of,
  large: Of,
): Promise<Row[]> {
  const measured = { small: [] as number[][], large: [] as number[][] };
  await ask(question, small, 50);
  await ask(question, large, 50);
  for (let round = 1; round <= rounds; round++) {
    measured.small.push(await ask(question, small, askedARound));
    measured.large.push(await ask(question, large, askedARound));
  }
  return [0.5, 0.99].map((share) => {
    const of = (latencies: number[][]) => median(latencies.map((round) => quantile(round, share)));
    const ratio = of(measured.large) / of(measured.small);
    return {
      what: `${question.what}, p${share * 100}`,
      measured: `${of(measured.large).toFixed(1)} ms at ${large.size}`,
      against: `${of(measured.small).toFixed(1)} ms at ${small.size}`,
      ratio,
      ...(share === 0.99 && { goal: '≤ 1.5', isMet: ratio <= 1.5 }),
    };
  });
}

/** Milliseconds of each answer. */
async function ask<Of extends Register>(
  question: Question<Of>,
  register: Of,
  times: number,
): Promise<number[]> {
  const latencies: number[] = [];
  const path = question.path(register);
  for (let time = 0; time < times; time++) {
    latencies.push(
      await elapsed(async () => {
        const answer = await register.organisation.read(question.account, path);
        if (!question.isFull({ ...answer })) throw new Error(`${question.what}: the answer is not full`);
      }),
    );
  }
  return latencies;
}
