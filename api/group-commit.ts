/**
 * Lets what comes at the same time go to the database together: whoever comes while a batch is under way waits for the
 * next, so that one commit serves all of them. A batch that fails, fails for everybody in it.
 */
export class GroupCommit<Question, Answer> {
  readonly #work: (questions: readonly Question[]) => Promise<readonly Answer[]>;
  readonly #largest: number;
  readonly #mostUnderWay: number;
  #waiting: { question: Question; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] =
    [];
  #underWay = 0;

  /** `work` answers each question in its place. */
  constructor(
    work: (questions: readonly Question[]) => Promise<readonly Answer[]>,
    { largest = 1_000, mostUnderWay = 2 } = {},
  ) {
    this.#work = work;
    this.#largest = largest;
    this.#mostUnderWay = mostUnderWay;
  }

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject });
      // What comes in the same turn of the event loop goes together, even where nothing is under way.
      if (this.#waiting.length === 1) setImmediate(() => void this.#next());
    });
  }

  async #next(): Promise<void> {
    if (this.#underWay >= this.#mostUnderWay || this.#waiting.length === 0) return;
    const batch = this.#waiting.splice(0, this.#largest);
    this.#underWay += 1;
    try {
      const answers = await this.#work(batch.map(({ question }) => question));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const answer = answers[index];
        if (answer === undefined) reject(new Error('a question was not answered'));
        else resolve(answer);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.#underWay -= 1;
      if (this.#waiting.length > 0) void this.#next();
    }
  }
}
