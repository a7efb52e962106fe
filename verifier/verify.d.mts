/** What the verifier has counted in a pack that holds. */
export interface VerifiedPack {
  files: number;
  records: number;
  events: number;
  /** Events of the register that are not in the pack. */
  covered: number;
  checkpoints: number;
  streams: number;
  /** SHA-256 of the key that signed it. */
  fingerprint: string;
}

/** Verifies the folder or the ZIP at `where`. Rejects with the first thing that does not hold. */
export function verifyPack(where: string, expectedKey?: string): Promise<VerifiedPack>;
