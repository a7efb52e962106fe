import { expect } from 'vitest';
import { eventually } from './eventually.ts';
import type { TestOrganisation } from './test-organisation.ts';

/** Has every risk of a request, once it is in the register, treated by the compliance manager: approvals stand on that. */
export async function treatRisks(organisation: TestOrganisation, request: string): Promise<void> {
  const risks = await eventually(async () => {
    const { body } = await organisation.call('auditor', 'GET', `/v1/adoption-requests/${request}/risks`);
    const proposed = body.proposed as { required: boolean }[];
    return (
      proposed.every(({ required }) => !required) && (body.items as { id: string; dealtWith: boolean }[])
    );
  });
  for (const { id } of risks.filter(({ dealtWith }) => !dealtWith)) {
    const treatment = { treatment: 'avoid', reason: 'The use is limited to what is harmless.' };
    const { status } = await organisation.call('compliance', 'POST', `/v1/risks/${id}/treatment`, treatment);
    expect(status).toBe(200);
  }
}
