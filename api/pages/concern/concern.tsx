import { z } from 'zod';
import { findAiSystem } from '../../../db/ai-system.ts';
import { findOversightCase } from '../../../db/oversight-case.ts';
import { anonymous } from '../../../domain/identity.ts';
import { severities } from '../../../domain/oversight-policy.ts';
import { oversightCaseProcess } from '../../oversight-case-process.ts';
import { readUnrecorded } from '../../process-answer.ts';
import { Problem } from '../../problem.ts';
import { raiseConcern } from '../../routes/concern.ts';
import { requestId } from '../../schemas/text.ts';
import { Choice, FaultSummary, Select, TextArea, TextField } from '../components/form.tsx';
import { Form, page, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { severityWords } from '../oversight-case/oversight-case-words.ts';

// Below this path nobody's address or browser comes into the log: whoever is anonymous stays so on the way out too.
const path = '/concerns';

export const newConcern = page({
  method: 'get',
  path: `${path}/new`,
  access: 'self',
  query: z.object({ system: z.uuid().optional().catch(undefined) }),
  handle: async ({ query: { system }, services }) => {
    const found = system === undefined ? undefined : await findAiSystem(services.db, system);
    return formView(new Form(new URLSearchParams(found && { '/system': found.state.name })));
  },
});

export const raise = page({
  method: 'post',
  path,
  access: 'self',
  handle: async ({ form, perform }) => {
    try {
      const reply = await perform(raiseConcern, {
        body: concernIn(form),
        headers: { 'idempotency-key': form.text('key') },
      });
      return { redirect: `${path}/${z.object({ id: z.string() }).parse(reply.body).id}` };
    } catch (error) {
      return formView(form, refusalIn(error));
    }
  },
});

/** What was left empty is left out; what is said by name is never sent along with a concern that is to have none. */
function concernIn(form: Form): Record<string, unknown> {
  const said = ['summary', 'details', 'system', 'subject', 'severity']
    .map((part): [string, string] => [part, form.text(`/${part}`)])
    .filter(([, value]) => value !== '');
  return { ...Object.fromEntries(said), anonymous: form.text('/anonymous') === 'true' };
}

function formView(form: Form, { message, faults, status }: Refused = notRefused): View {
  const field = (name: string) => ({ name, value: form.text(name), fault: faults.get(name) });
  return {
    title: 'Raise a concern',
    status,
    main: (
      <>
        <div class="page-head">
          <h1>Raise a concern</h1>
          <p class="lead">
            AI does something that it should not? Say so. A trained person looks into it who neither owns the
            system nor is who it is about.
          </p>
        </div>
        <form method="post" action={path} class="form">
          <FaultSummary message={message} faults={faults} />
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <TextField
            {...field('/summary')}
            label="What is wrong, in one line"
            hint="Without names of people: it is what lists and mails show."
          />
          <TextArea
            {...field('/details')}
            label="What has happened"
            hint="What you saw, when, and how one could see it again."
            optional
          />
          <TextField {...field('/system')} label="AI system" hint="Its name, if you know it." optional />
          <TextField
            {...field('/subject')}
            label="Whom it is about"
            hint="The user name of a colleague, if it is about one: they do not get to review it."
            optional
          />
          <Select
            {...field('/severity')}
            value={form.text('/severity') || 'medium'}
            label="How urgent it is"
            options={severities.map((value) => ({ value, label: severityWords[value] }))}
          />
          <Choice
            {...field('/anonymous')}
            value={form.text('/anonymous') || 'false'}
            label="Your name"
            options={[
              {
                value: 'false',
                label: 'Raise it in my name',
                hint: 'Your name stands on the case, and everybody who signs in can read it. You hear what was decided.',
              },
              {
                value: 'true',
                label: 'Raise it anonymously',
                hint: 'Neither your name nor your account nor your address is put down with it. You hear nothing of it: its reference is the only way back.',
              },
            ]}
          />
          <WhatIsRecorded />
          <p class="buttons">
            <button>Raise it</button>
            <a href="/oversight-cases">Leave it</a>
          </p>
        </form>
      </>
    ),
  };
}

/** The truth about being anonymous, before anybody relies on it. */
function WhatIsRecorded() {
  return (
    <details class="more">
      <summary>What is recorded of an anonymous concern, and what is not</summary>
      <ul class="stack-close">
        <li>
          Recorded: what you write above, and when. Reviewers, auditors and everybody else who signs in can
          read it; nobody can take it out again. What only you can know may give you away.
        </li>
        <li>
          Not recorded, anywhere: who you are. In the place of a person the case says “anonymous” from the
          first moment: in the database, in the audit trail, in the processes and in the messages. The line in
          Countersign’s log has neither your address nor your browser.
        </li>
        <li>
          Countersign does know that you have been signed in today. Your organisation’s network may see that
          your device called Countersign at that moment; that is out of our hands.
        </li>
        <li>Since nobody knows that it was you, you may come to be asked to review it. Hand it over then.</li>
      </ul>
    </details>
  );
}

export const raisedConcern = page({
  method: 'get',
  path: `${path}/{id}`,
  access: 'self',
  params: z.object({ id: requestId }),
  handle: async ({ params: { id }, services }) => {
    const found = await findOversightCase(services.db, id);
    if (found === undefined) {
      const { status } = await readUnrecorded(services, oversightCaseProcess, id);
      if (status !== 202) throw new Problem('not_found', 'There is no such concern.');
    } else if (found.state.matter.kind !== 'concern') {
      throw new Problem('not_found', 'There is no such concern.');
    }
    const isAnonymous = found?.state.openedBy === anonymous;
    return {
      title: 'Your concern is on its way',
      main: (
        <>
          <div class="page-head">
            <h1>Your concern is on its way</h1>
            <p class="lead">A trained reviewer is looked for at once, and it has a clock.</p>
          </div>
          <div class="panel">
            <h2>Its reference</h2>
            <p>
              <code class="hash">{id}</code>
            </p>
            {isAnonymous ? (
              <p>
                <strong>Keep it.</strong> Nobody can tell that it was you, so nobody can find it for you. With
                it you find <a href={`/oversight-cases/${id}`}>what becomes of it</a>; whoever reads that page
                leaves their address in the log, as on any other page.
              </p>
            ) : (
              <p>
                You hear what was decided. Until then,{' '}
                <a href={`/oversight-cases/${id}`}>see where it stands</a>.
              </p>
            )}
          </div>
        </>
      ),
    };
  },
});
