/** A mark for each of what has these ids that is another one after every change to it. */
export type MarksOf = (ids: readonly string[]) => Promise<Map<string, string>>;

interface Watcher {
  seen: string;
  tell: (mark: string) => void;
}

/** Looks once a second at all that somebody has open of a kind, with one query however many there are. */
export class ChangeWatcher {
  readonly #marksOf: MarksOf;
  readonly #watchers = new Map<string, Set<Watcher>>();
  #turn: NodeJS.Timeout | undefined;

  constructor(marksOf: MarksOf) {
    this.#marksOf = marksOf;
  }

  /** Calls `tell` with the new mark after every change that follows `seen`. Returns what ends that. */
  watch(id: string, seen: string, tell: (mark: string) => void): () => void {
    const watcher = { seen, tell };
    const watchers = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, watchers.add(watcher));
    if (this.#turn === undefined) this.#turn = this.#nextTurn();
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.#watchers.delete(id);
    };
  }

  #nextTurn(): NodeJS.Timeout {
    return setTimeout(() => void this.#look(), 1_000).unref();
  }

  async #look(): Promise<void> {
    // A database that is away says nothing; whoever watches hears of the change when it is back.
    const marks = await this.#marksOf([...this.#watchers.keys()]).catch(() => new Map<string, string>());
    for (const [id, mark] of marks) {
      for (const watcher of this.#watchers.get(id) ?? []) {
        if (watcher.seen === mark) continue;
        watcher.seen = mark;
        watcher.tell(mark);
      }
    }
    this.#turn = this.#watchers.size > 0 ? this.#nextTurn() : undefined;
  }
}
