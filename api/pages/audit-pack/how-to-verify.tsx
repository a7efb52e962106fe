import type { z } from 'zod';
import { readCheckpointKey } from '../../routes/audit-pack.ts';
import type { checkpointKey } from '../../schemas/audit-pack.ts';
import { Facts } from '../components/document.tsx';
import type { PageCall } from '../page.ts';
import { Problem } from '../../problem.ts';

/** SHA-256 of the key that signs packs; undefined where it is kept out of the reach of this server. */
export async function keyFingerprint(
  perform: PageCall<undefined, undefined>['perform'],
): Promise<string | undefined> {
  try {
    const { body } = await perform(readCheckpointKey, {});
    return (body as z.output<typeof checkpointKey>).fingerprint;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return undefined;
    throw error;
  }
}

export function HowToVerify({ fingerprint }: { fingerprint: string | undefined }) {
  return (
    <>
      <p>
        With Node.js 20 or later, in the folder of the unpacked files: <code>node verify.mjs</code>. On the
        ZIP itself, with <a href="/v1/audit-packs/verifier">the verifier by itself</a>:{' '}
        <code>node verify.mjs pack.zip</code>. It needs no network.
      </p>
      <p>
        It prints the fingerprint of the key that signed the pack
        {fingerprint === undefined ? '. Hold it to one ' : ', which is to be this one; or hold it to one '}
        that you got another way: <code>--key FINGERPRINT</code>.
      </p>
      <Facts
        facts={[
          [
            'SHA-256 of our key',
            fingerprint && (
              <span key="fingerprint" class="hash">
                {fingerprint}
              </span>
            ),
          ],
        ]}
      />
    </>
  );
}
