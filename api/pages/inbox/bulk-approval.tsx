import { findAdoptionRequest } from '../../../db/adoption-request.ts';
import type { AdoptionRequest } from '../../../domain/adoption-request-state.ts';
import { type SignOffRole, signOffRoles } from '../../../domain/identity.ts';
import { Problem } from '../../problem.ts';
import { signOffAdoptionRequest } from '../../routes/adoption-request.ts';
import { requestId } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { openSignOffs } from '../adoption-request/adoption-request-reading.ts';
import { Mark, TierMark } from '../components/mark.tsx';
import { type Form, page, type Viewer } from '../page.ts';
import { roleWords } from '../words.ts';

interface Item {
  id: string;
  role: SignOffRole;
  /** The revision that was seen. */
  revision: number;
}

/** The second of two steps: all that was chosen, once more. Signs nothing. */
export const reviewApproval = page({
  method: 'post',
  path: '/inbox/approval',
  access: 'person',
  handle: async ({ form, viewer, services }) => {
    const chosen = await Promise.all(itemsOf(form).map((item) => examine(services, viewer, item)));
    if (chosen.length === 0) return { redirect: '/inbox' };
    const ready = chosen.filter(({ obstacle }) => obstacle === undefined);
    return {
      title: 'Approve these?',
      main: (
        <>
          <div class="page-head">
            <h1>Approve {ready.length === 1 ? 'this one' : `these ${ready.length}`}?</h1>
            <p class="lead">
              Each is signed by itself, on the revision that is named, under its own approval policy; you see
              what became of each.
            </p>
          </div>
          <form method="post" action="/inbox/approvals" class="form">
            <input type="hidden" name="key" value={crypto.randomUUID()} />
            <ul class="list">
              {chosen.map(({ item, request, obstacle }) => (
                <li key={`${item.id} ${item.role}`}>
                  <p class="list-title">{request?.content.title ?? 'Unknown'}</p>
                  <p class="list-side">{request !== undefined && <TierMark tier={request.tier} />}</p>
                  <p class="list-more">
                    {obstacle === undefined ? (
                      <>
                        <input type="hidden" name="item" value={`${item.id} ${item.role} ${item.revision}`} />
                        <span>for {roleWords[item.role]}</span>
                        <span>revision {item.revision}</span>
                      </>
                    ) : (
                      <strong>Left out: {obstacle}</strong>
                    )}
                  </p>
                </li>
              ))}
            </ul>
            <p class="buttons">
              {ready.length > 0 && (
                <button>Approve {ready.length === 1 ? 'it' : `all ${ready.length}`}</button>
              )}
              <a href="/inbox">Back, nothing is signed yet</a>
            </p>
          </form>
        </>
      ),
    };
  },
});

/** Approves one after the other by the same call as a single sign-off, and tells the outcome of each. */
export const approveChosen = page({
  method: 'post',
  path: '/inbox/approvals',
  access: 'person',
  handle: async ({ form, viewer, services, perform }) => {
    const outcomes: { item: Item; title: string; refusal: string | undefined }[] = [];
    for (const item of itemsOf(form)) {
      const { request, obstacle } = await examine(services, viewer, item);
      const title = request?.content.title ?? 'Unknown';
      const headers = { 'if-match': `"${item.revision}"`, 'idempotency-key': form.text('key') };
      const body = { role: item.role, decision: 'approve' };
      const refusal =
        request !== undefined && request.tier !== 'low'
          ? obstacle
          : await perform(signOffAdoptionRequest, { params: { id: item.id }, body, headers }).then(
              () => undefined,
              (error: unknown) => {
                if (error instanceof Problem) return error.message;
                throw error;
              },
            );
      outcomes.push({ item, title, refusal });
    }
    const done = outcomes.filter(({ refusal }) => refusal === undefined).length;
    return {
      title: 'What became of them',
      main: (
        <>
          <div class="page-head">
            <h1>
              {done} of {outcomes.length} approved
            </h1>
          </div>
          <ul class="list">
            {outcomes.map(({ item, title, refusal }) => (
              <li key={`${item.id} ${item.role}`}>
                <p class="list-title">
                  <a href={`/adoption-requests/${item.id}`}>{title}</a>
                </p>
                <p class="list-side">
                  {refusal === undefined ? (
                    <Mark shape="tick" tone="good">
                      Approved
                    </Mark>
                  ) : (
                    <Mark shape="alert" tone="attention">
                      Not signed
                    </Mark>
                  )}
                </p>
                <p class="list-more">{refusal ?? `for ${roleWords[item.role]}, revision ${item.revision}`}</p>
              </li>
            ))}
          </ul>
          <p class="more">
            <a class="button" href="/inbox">
              Back to the inbox
            </a>
          </p>
        </>
      ),
    };
  },
});

function itemsOf(form: Form): Item[] {
  const items = form.all('item').flatMap((text): Item[] => {
    const [id, name, revision] = text.split(' ');
    const role = signOffRoles.find((known) => known === name);
    const known = requestId.safeParse(id);
    return known.success && role !== undefined ? [{ id: known.data, role, revision: Number(revision) }] : [];
  });
  return items.slice(0, 100);
}

interface Examined {
  item: Item;
  request: AdoptionRequest | undefined;
  /** Why it cannot be approved together with others. */
  obstacle: string | undefined;
}

async function examine({ db }: Services, viewer: Viewer, item: Item): Promise<Examined> {
  const request = (await findAdoptionRequest(db, item.id))?.request;
  return { item, request, obstacle: obstacleTo(request, viewer, item) };
}

function obstacleTo(
  request: AdoptionRequest | undefined,
  { actor }: Viewer,
  { role, revision }: Item,
): string | undefined {
  if (request === undefined) return 'there is no such request.';
  if (request.tier !== 'low') return 'only low risk is approved together; open this one.';
  if (request.revision !== revision) return `it is at revision ${request.revision} by now; open it.`;
  const open = openSignOffs(request, actor).some((candidate) => candidate.role === role);
  return open ? undefined : 'it is not yours to sign any more.';
}
