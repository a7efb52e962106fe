/** The same work, each time only once the time before has ended, however that did. */
export function inTurn<Given, Result>(
  work: (given: Given) => Promise<Result>,
): (given: Given) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (given) => {
    const turn = last.then(() => work(given));
    last = turn.catch(() => undefined);
    return turn;
  };
}
