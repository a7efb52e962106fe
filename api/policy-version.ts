import { namesOf } from '../db/directory.ts';
import { policyTextOf } from '../db/policy-text.ts';
import { policyVersions } from '../db/policy-version.ts';
import type { PolicyApproval } from '../domain/policy-state.ts';
import { policyProcess } from './policy-process.ts';
import { comparePolicyTexts } from './policy-comparison.ts';
import { approvalRepresentation, approversOf, versionRepresentation } from './policy-representation.ts';
import { Problem } from './problem.ts';
import { recordedProcess } from './process-answer.ts';
import type { Services } from './services.ts';

/** A version of a policy with its text and who has approved it. Throws a Problem where there is none of this number. */
export async function readPolicyVersion(services: Services, id: string, number: number) {
  const { state } = await recordedProcess(services, policyProcess, id);
  const found = (await policyVersions(services.db, id)).find(({ version }) => version === number);
  if (found === undefined) throw new Problem('not_found', 'This policy has no such version.');
  const approvals = approvalsOf(state, number);
  const nameOf = await namesOf(services.db, [found.author, ...approversOf(approvals)]);
  return {
    ...versionRepresentation(found, nameOf),
    approvals: approvals.map((approval) => approvalRepresentation(approval, nameOf)),
    text: await policyTextOf(services.db, found.hash),
  };
}

/** What two versions of a policy have in which they differ, each with who approved it. */
export async function comparePolicyVersions(services: Services, id: string, numbers: [number, number]) {
  const [earlier, later] = await Promise.all([
    readPolicyVersion(services, id, Math.min(...numbers)),
    readPolicyVersion(services, id, Math.max(...numbers)),
  ]);
  const { text: before, ...was } = earlier;
  const { text: after, ...is } = later;
  return { earlier: was, later: is, ...comparePolicyTexts(before, after) };
}

function approvalsOf(
  { versions }: { versions: readonly { version: number; approvals: PolicyApproval[] }[] },
  number: number,
): PolicyApproval[] {
  return versions.find(({ version }) => version === number)?.approvals ?? [];
}
