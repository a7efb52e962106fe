import type { z } from 'zod';
import { trustChoices } from '../../../db/trust-choice.ts';
import { findTrustPageDraft } from '../../../db/trust-page.ts';
import { controls } from '../../../domain/control-catalogue.ts';
import { disclosedFields, type DisclosedField, type TrustPage } from '../../../domain/trust-page.ts';
import { overseers } from '../../people-shown.ts';
import { saveDraft } from '../../routes/trust-center.ts';
import type { trustPage } from '../../schemas/trust-center.ts';
import { draftShown } from '../../../db/trust-page-shown.ts';
import { Notice } from '../components/document.tsx';
import { Choices, FaultSummary, Select, TextArea, TextField } from '../components/form.tsx';
import { type Form, page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { TrustPageBody } from '../trust/trust-view.tsx';

type Call = PageCall<undefined, undefined>;
type Content = z.output<typeof trustPage>;

const manager: ['compliance_manager'] = ['compliance_manager'];
const nothing: Content = { name: '', principles: '', controls: [], policies: [], systems: [] };

export const editTrustDraft = page({
  method: 'get',
  path: '/trust-center/draft',
  access: manager,
  handle: async (call) => {
    const draft = await findTrustPageDraft(call.services.db);
    return draftView(call, draft?.content ?? nothing, draft?.version ?? 0, notRefused);
  },
});

export const saveTrustDraft = page({
  method: 'post',
  path: '/trust-center/draft',
  access: manager,
  handle: async (call) => {
    const { form, perform } = call;
    const content = contentIn(form);
    try {
      await perform(saveDraft, { body: content, headers: { 'if-match': `"${form.text('seen')}"` } });
      return { redirect: form.text('step') === 'look' ? '/trust-center/preview' : '/trust-center' };
    } catch (error) {
      // Who saves once more has been told what they save over.
      const draft = await findTrustPageDraft(call.services.db);
      return draftView(call, content, draft?.version ?? 0, refusalIn(error));
    }
  },
});

/** What the world would see if the draft were published now. */
export const previewTrustDraft = page({
  method: 'get',
  path: '/trust-center/preview',
  access: [...overseers],
  handle: async ({ services: { db, publicUrl }, at, viewer }) => {
    const draft = await findTrustPageDraft(db);
    const shown = await draftShown(db, publicUrl, draft?.content ?? nothing, at);
    return {
      title: 'Preview of the trust center',
      main: (
        <>
          <Notice>
            A draft, as it would be published now. <a href="/trust-center">Back</a>
          </Notice>
          <TrustPageBody page={shown} at={at} zone={viewer.timeZone} />
        </>
      ),
    };
  },
});

function contentIn(form: Form): TrustPage {
  const ids = form.all('system');
  return {
    name: form.text('/name'),
    principles: form.text('/principles'),
    controls: form.all('/controls'),
    policies: form.all('policy').flatMap((policy) => {
      const shows = form.text(`policy-${policy}`);
      return shows === 'title' || shows === 'text' ? [{ policy, shows }] : [];
    }),
    systems: ids.flatMap((system, index) =>
      form.has(`disclose-${system}`)
        ? [
            {
              system,
              name: form.all('system-name')[index]?.trim() ?? '',
              words: form.all('system-words')[index]?.trim() ?? '',
              fields: form.all(`fields-${system}`) as DisclosedField[],
            },
          ]
        : [],
    ),
  };
}

const fieldWords: Record<DisclosedField, string> = {
  provider: 'Who provides it',
  in_use_since: 'Since when it is in use',
};

async function draftView(call: Call, content: TrustPage, seen: number, refused: Refused): Promise<View> {
  const choices = await trustChoices(call.services.db);
  return {
    title: 'Draft of the trust center',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Draft of the trust center</h1>
          <p class="lead">
            What you save here nobody outside sees before it is published. Statuses, texts and facts are read
            as they are on the day.
          </p>
        </div>
        <FaultSummary {...refused} />
        <form method="post" action="/trust-center/draft" class="form">
          <input type="hidden" name="seen" value={seen} />
          <TextField
            name="/name"
            label="Name of the organisation"
            value={content.name}
            fault={refused.faults.get('/name')}
          />
          <TextArea
            name="/principles"
            label="Principles"
            hint="Markdown."
            rows={12}
            value={content.principles}
            fault={refused.faults.get('/principles')}
          />
          <Choices
            name="/controls"
            label="Controls whose status is shown"
            values={content.controls}
            fault={refused.faults.get('/controls')}
            options={controls.map(({ id, title }) => ({ value: id, label: `${id} ${title}` }))}
          />
          {choices.policies.map(({ id, title }) => (
            <div key={id}>
              <input type="hidden" name="policy" value={id} />
              <Select
                name={`policy-${id}`}
                label={`Policy: ${title}`}
                value={content.policies.find(({ policy }) => policy === id)?.shows ?? 'nothing'}
                options={[
                  { value: 'nothing', label: 'Not shown' },
                  { value: 'title', label: 'That it is in force' },
                  { value: 'text', label: 'What it says' },
                ]}
              />
            </div>
          ))}
          {choices.systems.map((system) => (
            <SystemFields key={system.id} system={system} content={content} refused={refused} />
          ))}
          <p class="buttons">
            <button>Save</button>
            <button class="button-quiet" name="step" value="look">
              Save and look at it
            </button>
            <a href="/trust-center">Leave it</a>
          </p>
        </form>
      </>
    ),
  };
}

function SystemFields({
  system: { id, name, provider },
  content: { systems },
  refused,
}: {
  system: { id: string; name: string; provider: string };
  content: TrustPage;
  refused: Refused;
}) {
  const index = systems.findIndex(({ system }) => system === id);
  const shown = systems[index];
  return (
    <fieldset class="panel">
      <legend>
        {name}, {provider}
      </legend>
      <input type="hidden" name="system" value={id} />
      <label class="option">
        <input type="checkbox" name={`disclose-${id}`} value="yes" checked={shown !== undefined} />
        <span>Say that it is in use</span>
      </label>
      <div class="field">
        <label for={`name-${id}`}>Name to the world of {name}</label>
        <input id={`name-${id}`} name="system-name" value={shown?.name ?? name} />
        {refused.faults.has(`/systems/${index}/name`) && (
          <p class="fault">{refused.faults.get(`/systems/${index}/name`)}</p>
        )}
      </div>
      <div class="field">
        <label for={`words-${id}`}>What {name} is used for</label>
        <textarea id={`words-${id}`} name="system-words" rows={2}>
          {shown?.words ?? ''}
        </textarea>
      </div>
      {disclosedFields.map((field) => (
        <label key={field} class="option">
          <input
            type="checkbox"
            name={`fields-${id}`}
            value={field}
            checked={shown?.fields.includes(field) === true}
          />
          <span>{fieldWords[field]}</span>
        </label>
      ))}
    </fieldset>
  );
}
