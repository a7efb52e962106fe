/** Something a person must mend before Countersign can start; the message is the one sentence that says what. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}
