import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { reviewerPlaces } from '../../../domain/oversight-case-state.ts';
import { incidentAudiences } from '../../../domain/serious-incident.ts';
import type { AnyRoute } from '../../route.ts';
import { requestId } from '../../schemas/text.ts';
import { type Faults, FaultSummary } from '../components/form.tsx';
import { type AnyPage, Form, page, type PageCall, type PageReply, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { type CaseRead, readCaseFor } from './oversight-case-reading.ts';

const params = z.object({ id: requestId });
/** What of a form is settled by the link that leads to it. */
const query = z.object({
  as: z.string().max(40).optional().catch(undefined),
  place: z.enum(reviewerPlaces).optional().catch(undefined),
  told: z.enum(incidentAudiences).optional().catch(undefined),
});
type Asked = z.output<typeof query>;
type Call = PageCall<typeof params, typeof query>;

/** What a form is made from. */
export interface Filling extends CaseRead {
  /** Empty before anything was typed, but for what the link to it says. */
  form: Form;
  faults: Faults;
  /** IANA time zone of whoever fills it in. */
  zone: string;
}

/** Something that can be done about a case by a form of its own, which says what follows from it. */
export interface Deed {
  path: string;
  route: AnyRoute;
  /** The notice on the page of the case afterwards. */
  done: string;
  bodyOf: (form: Form, zone: string) => unknown;
  words: (filling: Filling) => { title: string; lead: string; button: string; isBad?: boolean };
  /** Whether it binds to what was seen of the case. */
  onRevision?: true;
  fields?: (filling: Filling) => ComponentChildren;
}

/** The page that asks, and what its button does. */
export function deedPages(deed: Deed): { ask: AnyPage; act: AnyPage } {
  const { path } = deed;
  return {
    ask: page({
      method: 'get',
      path,
      access: 'person',
      params,
      query,
      handle: (call) => view(call, deed, saidByLink(call.query)),
    }),
    act: page({
      method: 'post',
      path,
      access: 'person',
      params,
      query,
      handle: (call) => carryOut(call, deed),
    }),
  };
}

function saidByLink({ as, place, told }: Asked): Form {
  const said = { '/decision': as, '/place': place, '/told': told };
  const fields = Object.entries(said).filter((field): field is [string, string] => field[1] !== undefined);
  return new Form(new URLSearchParams(fields));
}

async function carryOut(call: Call, deed: Deed): Promise<PageReply> {
  const { id } = call.params;
  const { form, viewer } = call;
  try {
    const { status } = await call.perform(deed.route, {
      params: { id },
      body: deed.bodyOf(form, viewer.timeZone),
      headers: {
        'idempotency-key': form.text('key'),
        ...(deed.onRevision && { 'if-match': `"${form.text('revision')}"` }),
      },
    });
    return { redirect: `/oversight-cases/${id}?done=${status === 202 ? 'under_way' : deed.done}` };
  } catch (error) {
    return view(call, deed, form, refusalIn(error));
  }
}

async function view(
  { params: { id }, services, viewer }: Call,
  deed: Deed,
  form: Form,
  refused: Refused = notRefused,
): Promise<View> {
  const read = await readCaseFor(services, id);
  const { message, faults, status } = refused;
  const filling = { ...read, form, faults, zone: viewer.timeZone };
  const { title, lead, button, isBad = false } = deed.words(filling);
  return {
    title,
    status,
    main: (
      <>
        <div class="page-head">
          <p class="line quiet">{read.current.matter.summary}</p>
          <h1>{title}</h1>
          <p class="lead">{lead}</p>
        </div>
        <form method="post" action={deed.path.replace('{id}', id)} class="form">
          <FaultSummary message={message} faults={faults} />
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          {deed.onRevision && <input type="hidden" name="revision" value={read.current.revision} />}
          {deed.fields?.(filling)}
          <p class="buttons">
            <button class={isBad ? 'button-bad' : undefined}>{button}</button>
            <a href={`/oversight-cases/${id}`}>Back to the case</a>
          </p>
        </form>
      </>
    ),
  };
}

/** What the link to a form has settled goes along with it. */
export function Settled({ form, name }: { form: Form; name: string }) {
  return form.has(name) ? <input type="hidden" name={name} value={form.text(name)} /> : null;
}
