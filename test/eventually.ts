/** Waits until `look` gives something other than undefined or false; rejects after `deadlineMs`. */
export async function eventually<Found>(
  look: () => Promise<Found | undefined | false>,
  deadlineMs = 60_000,
): Promise<Found> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`not seen within ${deadlineMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
