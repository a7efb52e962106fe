/**
 * Why something could not be delivered. The message is fit for histories that everybody with the Temporal UI can read:
 * what the other side said, which may name people, is in `detail` alone.
 */
class DeliveryFault extends Error {
  readonly detail: string;

  constructor(message: string, detail = message) {
    super(message);
    this.detail = detail.slice(0, 1_000);
  }
}

/** No retry mends it: the other side has refused this message or this recipient for good. */
export class Undeliverable extends DeliveryFault {
  override readonly name = 'Undeliverable';
}

/** The other side is away, busy or broken: it is tried again, not before `retryAfterMs` where it has said so. */
export class Deferred extends DeliveryFault {
  override readonly name = 'Deferred';
  readonly retryAfterMs: number | undefined;

  constructor(message: string, detail?: string, retryAfterMs?: number) {
    super(message, detail);
    this.retryAfterMs = retryAfterMs;
  }
}
