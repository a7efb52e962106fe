/** Where the public page lies, and with it everything for people who have no account. */
export const trustPath = '/trust';

/** Under which a stakeholder's cookie is sent: the public page gets none. */
export const accessPath = '/trust/access';

export const askingPath = '/trust/requests/new';
export const subscriptionPath = '/trust/subscriptions';

/** Where the link of a verifying mail leads. */
export function verifyingPath(token: string): string {
  return `/trust/requests/${token}`;
}

/** Where a subscriber leaves, by a button or by what mail programs post there (RFC 8058). */
export function leavingPath(token: string): string {
  return `/trust/unsubscribe/${token}`;
}
