import { ndaInForce } from '../../../db/nda.ts';
import { overseers } from '../../people-shown.ts';
import { publishNda } from '../../routes/nda.ts';
import { EmptyState, Section } from '../components/document.tsx';
import { FaultSummary, TextArea } from '../components/form.tsx';
import { Markdown } from '../components/markdown.tsx';
import { page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';

const path = '/trust-center/nda';
type Call = PageCall<undefined, undefined>;

export const readNdaPage = page({
  method: 'get',
  path,
  access: [...overseers],
  handle: (call) => ndaView(call, undefined, notRefused),
});

export const publishNdaPage = page({
  method: 'post',
  path,
  access: ['compliance_manager'],
  handle: async (call) => {
    const markdown = call.form.text('/markdown');
    try {
      await call.perform(publishNda, { body: { markdown } });
      return { redirect: path };
    } catch (error) {
      return ndaView(call, markdown, refusalIn(error));
    }
  },
});

async function ndaView(
  { services, viewer }: Call,
  typed: string | undefined,
  refused: Refused,
): Promise<View> {
  const inForce = await ndaInForce(services.db);
  return {
    title: 'NDA',
    status: refused.status,
    main: (
      <div class="stack">
        <div class="page-head">
          <h1>NDA</h1>
          <p class="lead">
            What whoever asks for a document that needs it accepts. What is granted stays bound to the version
            that was accepted for it; the next request needs the newest.
          </p>
        </div>
        <FaultSummary {...refused} />
        {inForce === undefined ? (
          <EmptyState title="There is none yet." />
        ) : (
          <Section title={`Version ${inForce.version}`}>
            <p class="hash">{inForce.hash}</p>
            <div class="panel">
              <Markdown text={inForce.markdown} level={3} />
            </div>
          </Section>
        )}
        {viewer.person.roles.includes('compliance_manager') && (
          <form method="post" action={path} class="panel form">
            <h2>Put another version in force</h2>
            <TextArea
              name="/markdown"
              label="Text"
              hint="Markdown."
              rows={12}
              value={typed ?? inForce?.markdown ?? ''}
              fault={refused.faults.get('/markdown')}
            />
            <button>Put it in force</button>
          </form>
        )}
      </div>
    ),
  };
}
