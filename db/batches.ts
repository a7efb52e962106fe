interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export interface BatchOptions<Item> {
  /** What goes together at most, in the units of `sizeOf`; one item always does. */
  largest?: number;
  /** How many batches are under way at a time. */
  lanes?: number;
  sizeOf?: (item: Item) => number;
  /** Beyond this, `isFull`: what waits is held in memory. */
  mostWaiting?: number;
}

/**
 * Lets what comes at the same time go to the database together: whoever comes while the batches under way are not done
 * waits for the next, so that one statement, and one commit, serves all of them. Of a batch that fails, each item is tried
 * once more by itself, all at once: what fails together may do so for one of them alone.
 */
export class Batches<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly #options: Required<BatchOptions<Item>>;
  #waiting: Waiting<Item, Result>[] = [];
  #size = 0;
  #underWay = 0;

  /** `work` gives the result of each item in its place. */
  constructor(
    work: (items: readonly Item[]) => Promise<readonly Result[]>,
    { largest = 1_000, lanes = 2, sizeOf = () => 1, mostWaiting = Infinity }: BatchOptions<Item> = {},
  ) {
    this.#work = work;
    this.#options = { largest, lanes, sizeOf, mostWaiting };
  }

  get isFull(): boolean {
    return this.#size >= this.#options.mostWaiting;
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#size += this.#options.sizeOf(item);
      // What comes in the same turn of the event loop goes together, even where nothing is under way.
      if (this.#waiting.length === 1) setImmediate(() => void this.#move());
    });
  }

  async #move(): Promise<void> {
    if (this.#underWay === this.#options.lanes) return;
    this.#underWay += 1;
    while (this.#waiting.length > 0) await this.#carryOut(this.#next());
    this.#underWay -= 1;
  }

  #next(): Waiting<Item, Result>[] {
    const { largest, sizeOf } = this.#options;
    let size = 0;
    const end = this.#waiting.findIndex(({ item }) => (size += sizeOf(item)) > largest);
    const next = this.#waiting.splice(0, end === -1 ? this.#waiting.length : Math.max(1, end));
    for (const { item } of next) this.#size -= sizeOf(item);
    return next;
  }

  async #carryOut(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#work(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new Error('a batch has as many results as items');
      for (const [place, { resolve }] of batch.entries()) resolve(results[place] as Result);
    } catch (error) {
      const [first, ...others] = batch;
      if (others.length > 0) await Promise.all(batch.map((one) => this.#carryOut([one])));
      else first?.reject(error);
    }
  }
}
