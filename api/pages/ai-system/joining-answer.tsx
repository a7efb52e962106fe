import { z } from 'zod';
import { Problem } from '../../problem.ts';
import { answerAiSystemJoining } from '../../routes/ai-system-scope.ts';
import { requestId } from '../../schemas/text.ts';
import { Said } from '../adoption-request/adoption-request-story.tsx';
import { PersonLabel } from '../components/document.tsx';
import { Choice, FaultSummary, TextArea } from '../components/form.tsx';
import { Due } from '../components/time.tsx';
import { page, type PageCall, type PageReply, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { readAiSystemFor } from './ai-system-reading.ts';

const path = '/ai-systems/{id}/joinings/{number}';
const params = z.object({ id: requestId, number: z.coerce.number().int().min(1).max(1_000_000) });
type Call = PageCall<typeof params, undefined>;

export const askForAnswer = page({
  method: 'get',
  path,
  access: 'person',
  params,
  handle: (call) => view(call, notRefused),
});

export const answerJoining = page({
  method: 'post',
  path,
  access: 'person',
  params,
  handle: async (call): Promise<PageReply> => {
    const { params, form, perform } = call;
    const admit = form.text('/admit');
    try {
      const { status } = await perform(answerAiSystemJoining, {
        params,
        body: { ...(admit !== '' && { admit: admit === 'true' }), note: form.text('/note') },
        headers: { 'idempotency-key': form.text('key') },
      });
      return { redirect: `/ai-systems/${params.id}?done=${status === 202 ? 'under_way' : 'answered'}` };
    } catch (error) {
      // What has been answered meanwhile has no form to mend.
      if (error instanceof Problem && error.code === 'already_decided') throw error;
      return view(call, refusalIn(error));
    }
  },
});

/** What somebody wishes, and the owner's word on it. */
async function view(
  { params: { id, number }, viewer, at, form, services }: Call,
  refused: Refused,
): Promise<View> {
  const { state: system, nameOf } = await readAiSystemFor(services, id);
  const joining = system.joinings.find((one) => one.number === number);
  if (joining === undefined) {
    throw new Problem('not_found', 'Nobody has asked that, or it has been answered already.');
  }
  const person = nameOf(joining.person);
  const { faults } = refused;
  return {
    title: `${person.name} asks to use ${system.name}`,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>
            {person.name} asks to use {system.name}
          </h1>
          <p class="lead">
            <PersonLabel person={person} /> would use it just as it is approved; your answer is{' '}
            <Due at={joining.dueAt} now={at} zone={viewer.timeZone} />.
          </p>
          <Said text={joining.reason} />
        </div>
        <form method="post" action={`/ai-systems/${id}/joinings/${number}`} class="form">
          <FaultSummary {...refused} />
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <Choice
            name="/admit"
            label="Your answer"
            required
            value={form.text('/admit')}
            fault={faults.has('/admit') ? 'please choose.' : undefined}
            options={[
              { value: 'true', label: 'Yes, they may use it', hint: 'They are a user of it from now on.' },
              { value: 'false', label: 'No', hint: 'Say why; they are told.' },
            ]}
          />
          <TextArea
            name="/note"
            label="What you would like to say"
            optional
            rows={3}
            value={form.text('/note')}
            fault={faults.get('/note')}
          />
          <p class="buttons">
            <button>Answer</button>
            <a href={`/ai-systems/${id}`}>Back to {system.name}</a>
          </p>
        </form>
      </>
    ),
  };
}
