import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import type { PersonName } from '../../../db/directory.ts';
import type { AiSystem } from '../../../domain/ai-system-state.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type { AnyRoute } from '../../route.ts';
import { requestId } from '../../schemas/text.ts';
import { type Faults, FaultSummary } from '../components/form.tsx';
import { type AnyPage, type Form, page, type PageCall, type PageReply, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { readAiSystemFor } from './ai-system-reading.ts';

const params = z.object({ id: requestId });
type Call = PageCall<typeof params, undefined>;

/** What the fields of a form are filled in from. */
export interface Filling {
  system: AiSystem;
  nameOf: (id: PersonId) => PersonName;
  /** Empty before anything was typed. */
  form: Form;
  /** Whether something was typed, and refused. */
  isAgain: boolean;
  faults: Faults;
}

/** Something that can be done to an AI system by a form of its own, which says what follows from it. */
export interface Deed {
  path: string;
  route: AnyRoute;
  /** The notice on the system's page afterwards. */
  done: string;
  bodyOf: (form: Form) => unknown;
  words: (system: AiSystem) => { title: string; lead: string; button: string };
  isBad?: boolean;
  fields?: (filling: Filling) => ComponentChildren;
}

/** The page that asks, and what its button does. */
export function deedPages(deed: Deed): { ask: AnyPage; act: AnyPage } {
  const { path } = deed;
  return {
    ask: page({ method: 'get', path, access: 'person', params, handle: (call) => view(call, deed) }),
    act: page({ method: 'post', path, access: 'person', params, handle: (call) => carryOut(call, deed) }),
  };
}

async function carryOut(call: Call, deed: Deed): Promise<PageReply> {
  const { id } = call.params;
  try {
    const { status } = await call.perform(deed.route, {
      params: { id },
      body: deed.bodyOf(call.form),
      headers: { 'idempotency-key': call.form.text('key') },
    });
    return { redirect: `/ai-systems/${id}?done=${status === 202 ? 'under_way' : deed.done}` };
  } catch (error) {
    return view(call, deed, refusalIn(error));
  }
}

async function view({ params: { id }, form, services }: Call, deed: Deed, refused?: Refused): Promise<View> {
  const { state: system, nameOf } = await readAiSystemFor(services, id);
  const { title, lead, button } = deed.words(system);
  const { message, faults, status } = refused ?? notRefused;
  return {
    title,
    status,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">{lead}</p>
        </div>
        <form method="post" action={deed.path.replace('{id}', id)} class="form">
          <FaultSummary message={message} faults={faults} />
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          {deed.fields?.({ system, nameOf, form, isAgain: refused !== undefined, faults })}
          <p class="buttons">
            <button class={deed.isBad === true ? 'button-bad' : undefined}>{button}</button>
            <a href={`/ai-systems/${id}`}>Back to {system.name}</a>
          </p>
        </form>
      </>
    ),
  };
}
