import { expect, it } from 'vitest';
import { GroupCommit } from '../../api/group-commit.ts';

/** Lets a test say when each batch is done. */
function gate() {
  const batches: { questions: readonly number[]; end: (error?: Error) => void }[] = [];
  const line = new GroupCommit<number, string>(
    (questions) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error) => {
          if (error === undefined) resolve(questions.map((question) => `answer ${question}`));
          else reject(error);
        };
        batches.push({ questions, end });
      }),
    { largest: 3, mostUnderWay: 2 },
  );
  const turn = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
  return { line, batches, turn };
}

it('lets go together what comes in one turn, and the rest when a batch is done', async () => {
  const { line, batches, turn } = gate();
  const first = [1, 2].map((question) => line.ask(question));
  await turn();
  const second = line.ask(3);
  await turn();
  const late = [4, 5, 6, 7].map((question) => line.ask(question));
  await turn();
  expect(batches.map(({ questions }) => questions)).toEqual([[1, 2], [3]]);
  batches[0]?.end();
  expect(await Promise.all(first)).toEqual(['answer 1', 'answer 2']);
  await turn();
  batches[1]?.end();
  expect(await second).toBe('answer 3');
  await turn();
  expect(batches.map(({ questions }) => questions)).toEqual([[1, 2], [3], [4, 5, 6], [7]]);
  for (const batch of batches.slice(2)) batch.end();
  expect(await Promise.all(late)).toEqual(['answer 4', 'answer 5', 'answer 6', 'answer 7']);
});

it('fails for everybody in a batch that fails, and for nobody else', async () => {
  const { line, batches, turn } = gate();
  const failing = [1, 2].map((question) => line.ask(question).catch((error: unknown) => String(error)));
  await turn();
  const fine = line.ask(3);
  await turn();
  batches[0]?.end(new Error('the database is away'));
  batches[1]?.end();
  expect(await Promise.all(failing)).toEqual(['Error: the database is away', 'Error: the database is away']);
  expect(await fine).toBe('answer 3');
});
