import { z } from 'zod';
import { policyVersions } from '../../../db/policy-version.ts';
import { comparePolicyVersions } from '../../routes/policy-version.ts';
import type { policyComparison } from '../../schemas/policy-comparison.ts';
import { requestId } from '../../schemas/text.ts';
import { EmptyState, Facts, Section } from '../components/document.tsx';
import { Select } from '../components/form.tsx';
import { Time } from '../components/time.tsx';
import { page } from '../page.ts';
import { ComparedPolicy } from './compared-policy.tsx';
import { readPolicyFor } from './policy-reading.ts';
import { Approvals } from './policy-versions.tsx';

const number = z.coerce.number().int().min(1).max(100_000).optional().catch(undefined);
type Compared = z.output<typeof policyComparison>;

export const compareVersionsPage = page({
  method: 'get',
  path: '/policies/{id}/comparison',
  access: 'anyone',
  params: z.object({ id: requestId }),
  query: z.object({ from: number, to: number }),
  handle: async ({ params: { id }, query, viewer, services, perform }) => {
    const { state: policy } = await readPolicyFor(services, id);
    const numbers = (await policyVersions(services.db, id)).map(({ version }) => version);
    const to = query.to ?? numbers[0] ?? 0;
    const from = query.from ?? Math.max(1, to - 1);
    const compared =
      numbers.length === 0
        ? undefined
        : ((await perform(comparePolicyVersions, { params: { id, version: to }, query: { with: from } }))
            .body as Compared);
    const options = numbers.map((version) => ({ value: String(version), label: `Version ${version}` }));
    return {
      title: `What changed in ${policy.details.title}`,
      main: (
        <>
          <div class="page-head">
            <h1>What changed in {policy.details.title}</h1>
            <p class="line">
              <a href={`/policies/${id}`}>To the policy</a>
              <a href={`/policies/${id}/versions`}>All versions</a>
            </p>
          </div>
          {compared === undefined ? (
            <EmptyState title="No version has been handed in yet." />
          ) : (
            <>
              <form class="filters" aria-label="Versions">
                <Select name="from" label="From" value={String(from)} options={options} />
                <Select name="to" label="To" value={String(to)} options={options} />
                <button class="button-quiet">Compare</button>
              </form>
              <div class="stack">
                <Difference compared={compared} zone={viewer.timeZone} />
              </div>
            </>
          )}
        </>
      ),
    };
  },
});

function Difference({ compared, zone }: { compared: Compared; zone: string }) {
  const { earlier, later } = compared;
  return (
    <>
      <Section title={`From version ${earlier.version} to version ${later.version}`} id="changed">
        <ComparedPolicy {...compared} />
      </Section>
      <Section title={`Version ${later.version}`} id="version">
        <Facts
          facts={[
            ['What it changed', later.note],
            ['Written by', later.author.name],
            [
              'Approved by',
              later.approvals.length > 0 && <Approvals approvals={later.approvals} zone={zone} />,
            ],
            ['In force since', later.publishedAt !== null && <Time at={later.publishedAt} zone={zone} />],
            ['Fingerprint (SHA-256)', <span class="hash">{later.hash}</span>],
          ]}
        />
      </Section>
    </>
  );
}
