import { z } from 'zod';
import { Problem } from '../../problem.ts';
import { writeAuditFindings } from '../../routes/usage-audit-findings.ts';
import { requestId } from '../../schemas/text.ts';
import { FaultSummary } from '../components/form.tsx';
import { page, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { emptyFinding, FindingRows, findingsIn, saidFindings, type TypedFinding } from './finding-rows.tsx';
import { readAudit } from './usage-audit.tsx';
import type { UsageAuditReading } from './usage-audit-words.tsx';

const params = z.object({ id: requestId });

export const readAuditFindingsPage = page({
  method: 'get',
  path: '/usage-audits/{id}/findings',
  access: 'person',
  params,
  handle: async ({ params: { id }, viewer, perform }) => {
    const audit = await readAudit(perform, id);
    if (audit.state !== 'auditing' || audit.auditor?.id !== viewer.person.id) {
      throw new Problem('wrong_role', 'Its auditor alone writes the findings, until they have signed them.');
    }
    return findingsView(audit, typedOf(audit), audit.version);
  },
});

export const writeAuditFindingsPage = page({
  method: 'post',
  path: '/usage-audits/{id}/findings',
  access: 'person',
  params,
  handle: async ({ params: { id }, form, perform }) => {
    const typed = findingsIn(form);
    const version = Number(form.text('version'));
    if (form.text('step') === 'more') {
      return findingsView(await readAudit(perform, id), [...typed, emptyFinding], version);
    }
    const said = saidFindings(typed);
    const findings = said.map((one) => ({ ...one, sample: one.sample === '' ? null : Number(one.sample) }));
    try {
      const headers = { 'if-match': `"${version}"` };
      await perform(writeAuditFindings, { params: { id }, body: { findings }, headers });
      return { redirect: `/usage-audits/${id}?done=written` };
    } catch (error) {
      return findingsView(await readAudit(perform, id), said, version, refusalIn(error));
    }
  },
});

function typedOf({ findings }: UsageAuditReading): TypedFinding[] {
  const typed = findings.map(({ owner, sample, ...finding }) => ({
    ...finding,
    owner: owner.userName,
    sample: sample === null ? '' : `${sample}`,
  }));
  return typed.length === 0 ? [emptyFinding] : typed;
}

function findingsView(
  audit: UsageAuditReading,
  typed: TypedFinding[],
  version: number,
  refused: Refused = notRefused,
): View {
  const path = `/usage-audits/${audit.id}`;
  return {
    title: 'Findings of the usage audit',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p>
            <a href={path}>Back to the audit</a>
          </p>
          <h1>Findings: {audit.system.name}</h1>
          <p class="lead">
            What is not as it was approved, on which of the figures it rests, and what is done about it. What
            you leave empty is no finding.
          </p>
        </div>
        <form method="post" action={`${path}/findings`} class="form">
          <FaultSummary {...refused} />
          {audit.version > version && (
            <p class="fault">
              The findings were written anew meanwhile: take over from <a href={path}>the audit</a> what you
              want to keep; saving again puts these in their place.
            </p>
          )}
          <input type="hidden" name="version" value={audit.version} />
          <FindingRows findings={typed} faults={refused.faults} />
          <p class="buttons">
            <button>Save the findings</button>
            <a href={path}>Leave them as they were</a>
          </p>
        </form>
      </>
    ),
  };
}
