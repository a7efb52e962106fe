import { z } from 'zod';
import { usageAuditStates } from '../../../domain/usage-audit-state.ts';
import { mayAudit } from '../../../domain/usage-audit.ts';
import { listAllUsageAudits, openUsageAudit } from '../../routes/usage-audit.ts';
import type { usageAuditSummary } from '../../schemas/usage-audit.ts';
import { cursor, text } from '../../schemas/text.ts';
import { EmptyState, More, PersonLabel, Tabs, withQuery } from '../components/document.tsx';
import { FaultSummary, TextArea, TextField } from '../components/form.tsx';
import { TierMark } from '../components/mark.tsx';
import { counted, dayOf, Due, Time } from '../components/time.tsx';
import { type Form, page, type PageCall, type View, type Viewer } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { reasonWords, UsageAuditMark, usageAuditStateWords } from './usage-audit-words.tsx';

const path = '/usage-audits';
const pageSize = '25';
const query = z.object({
  state: z.enum(usageAuditStates).optional().catch(undefined),
  system: text(200).trim().optional().catch(undefined),
  round: z.uuid().toLowerCase().optional().catch(undefined),
  cursor,
});
type Asked = z.output<typeof query>;
type Summary = z.output<typeof usageAuditSummary>;
type Call = PageCall<undefined, typeof query | undefined>;

export const listUsageAuditsPage = page({
  method: 'get',
  path,
  access: 'anyone',
  query,
  handle: (call) => listView(call, notRefused, call.query),
});

export const openUsageAuditPage = page({
  method: 'post',
  path,
  access: ['compliance_manager'],
  handle: async (call) => {
    const { form, perform } = call;
    try {
      const body = { system: form.text('/system'), reason: form.text('/reason') };
      const reply = await perform(openUsageAudit, { body });
      return { redirect: `${path}/${(reply.body as { id: string }).id}?done=opened` };
    } catch (error) {
      return listView(call, refusalIn(error), {});
    }
  },
});

async function listView(
  { form, viewer, at, perform }: Call,
  refused: Refused,
  { cursor: after, ...asked }: Asked,
): Promise<View> {
  const sought = { ...asked, system: asked.system === '' ? undefined : asked.system };
  const { body } = await perform(listAllUsageAudits, {
    query: { ...sought, cursor: after, limit: pageSize },
  });
  const { items, next } = body as { items: Summary[]; next: string | null };
  return {
    title: 'Usage audits',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Usage audits</h1>
          <p class="lead">
            Whether AI was used as it was approved: quarterly where the risk is high, yearly otherwise, by
            somebody to whom the system does not belong.
          </p>
          <p>
            When the next are opened by themselves:{' '}
            <a href="/duties/usage-audit-quarterly">high and critical risk</a>,{' '}
            <a href="/duties/usage-audit-yearly">low and medium risk</a>
          </p>
        </div>
        <Tabs
          label="State"
          tabs={[undefined, ...usageAuditStates].map((state) => ({
            href: withQuery(path, { ...sought, state }),
            text: state === undefined ? 'All' : usageAuditStateWords[state],
            current: state === asked.state,
          }))}
        />
        <div class="stack">
          <section aria-label="Audits">
            {items.length === 0 ? (
              <EmptyState title="There is none." />
            ) : (
              <AuditRows items={items} viewer={viewer} now={at} />
            )}
            <More href={next === null ? null : withQuery(path, { ...sought, cursor: next })} />
          </section>
          {mayAudit(viewer.person) && <Opening form={form} refused={refused} system={asked.system ?? ''} />}
        </div>
      </>
    ),
  };
}

function AuditRows({ items, viewer, now }: { items: readonly Summary[]; viewer: Viewer; now: string }) {
  const zone = viewer.timeZone;
  return (
    <ul class="list">
      {items.map(({ id, system, state, tier, reason, until, dueAt, auditor, signedAt, findings }) => (
        <li key={id}>
          <p class="list-title">
            <a href={`${path}/${id}`}>
              {system.name}: use until {dayOf(until, zone)}
            </a>
          </p>
          <p class="list-side">
            <UsageAuditMark state={state} findings={findings} />
          </p>
          <p class="list-more">
            <TierMark tier={tier} />
            <span>{reasonWords[reason]}</span>
            {auditor !== null && (
              <span>
                by <PersonLabel person={auditor} />
              </span>
            )}
            {signedAt === null ? (
              state !== 'called_off' && <Due at={dueAt} now={now} zone={zone} />
            ) : (
              <span>
                signed <Time at={signedAt} zone={zone} />
              </span>
            )}
            {findings > 0 && <span>{counted(findings, 'finding')}</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Opening({ form, refused, system }: { form: Form; refused: Refused; system: string }) {
  return (
    <form method="post" action={path} class="panel panel-act form" id="act">
      <h2>Have a system audited out of turn</h2>
      <FaultSummary {...refused} />
      <TextField
        name="/system"
        label="Which AI system"
        hint="Its name in the register"
        value={form.text('/system') || system}
        fault={refused.faults.get('/system')}
      />
      <TextArea
        name="/reason"
        label="Why it does not wait for its turn"
        value={form.text('/reason')}
        rows={2}
        fault={refused.faults.get('/reason')}
      />
      <button>Open the audit</button>
    </form>
  );
}
