import { z } from 'zod';
import { findTrustDocument } from '../../../db/trust-document.ts';
import { overseers } from '../../people-shown.ts';
import {
  addTrustDocument,
  changeDocument,
  getTrustDocumentFile,
  removeDocument,
} from '../../routes/trust-document.ts';
import { requestId } from '../../schemas/text.ts';
import type { trustDocument } from '../../schemas/trust-center.ts';
import { representDocuments, there } from '../../trust-document.ts';
import { Facts, Notice, PersonLabel } from '../components/document.tsx';
import { Choices, FaultSummary, FileField, TextArea, TextField } from '../components/form.tsx';
import { Time } from '../components/time.tsx';
import { type Form, page, type PageCall, type PageReply, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';

const params = z.object({ id: requestId });
type Call = PageCall<typeof params, undefined>;
type Document = z.output<typeof trustDocument>;
const managers: ('compliance_manager' | 'administrator')[] = ['compliance_manager', 'administrator'];

export const newDocument = page({
  method: 'get',
  path: '/trust-center/documents/new',
  access: managers,
  handle: ({ form, viewer }) =>
    Promise.resolve(newDocumentView({ ...saidIn(form), owner: viewer.person.userName }, notRefused)),
});

export const addDocument = page({
  method: 'post',
  path: '/trust-center/documents/new',
  access: managers,
  takesFile: true,
  handle: async ({ form, file, perform }): Promise<PageReply> => {
    const { listed, needsNda, ...said } = saidIn(form);
    const flags = { listed: String(listed), needsNda: String(needsNda) };
    try {
      const { body } = await perform(addTrustDocument, { body: { ...said, ...flags, file } });
      return { redirect: `/trust-center/documents/${(body as Document).id}` };
    } catch (error) {
      return newDocumentView(saidIn(form), refusalIn(error));
    }
  },
});

export const readDocument = page({
  method: 'get',
  path: '/trust-center/documents/{id}',
  access: [...overseers],
  params,
  handle: (call) => documentView(call, undefined, notRefused),
});

export const changeDocumentPage = page({
  method: 'post',
  path: '/trust-center/documents/{id}',
  access: managers,
  params,
  handle: (call) =>
    carriedOut(call, () => call.perform(changeDocument, { params: call.params, body: saidIn(call.form) })),
});

export const removeDocumentPage = page({
  method: 'post',
  path: '/trust-center/documents/{id}/removal',
  access: managers,
  params,
  handle: (call) =>
    carriedOut(call, () =>
      call.perform(removeDocument, { params: call.params, body: { reason: call.form.text('/reason') } }),
    ),
});

export const documentFile = page({
  method: 'get',
  path: '/trust-center/documents/{id}/file',
  access: [...overseers],
  params,
  sendsFile: true,
  handle: async ({ params: asked, perform }) => ({
    file: await perform(getTrustDocumentFile, { params: asked }),
  }),
});

async function carriedOut(call: Call, deed: () => Promise<unknown>): Promise<PageReply> {
  try {
    await deed();
    return { redirect: `/trust-center/documents/${call.params.id}` };
  } catch (error) {
    return documentView(call, saidIn(call.form), refusalIn(error));
  }
}

interface Said {
  title: string;
  summary: string;
  owner: string;
  listed: boolean;
  needsNda: boolean;
}

function saidIn(form: Form): Said {
  const shown = form.all('shown');
  return {
    title: form.text('/title'),
    summary: form.text('/summary'),
    owner: form.text('/owner'),
    listed: shown.includes('listed'),
    needsNda: shown.includes('needsNda'),
  };
}

function SaidFields({ said, refused }: { said: Said; refused: Refused }) {
  const fault = (pointer: string) => refused.faults.get(pointer);
  return (
    <>
      <TextField name="/title" label="Title" value={said.title} fault={fault('/title')} />
      <TextArea name="/summary" label="Summary" optional value={said.summary} fault={fault('/summary')} />
      <TextField
        name="/owner"
        label="Owner"
        hint="By user name: they decide who sees it."
        value={said.owner}
        fault={fault('/owner')}
      />
      <Choices
        name="shown"
        label="How it is shown"
        values={[said.listed ? 'listed' : '', said.needsNda ? 'needsNda' : '']}
        options={[
          {
            value: 'listed',
            label: 'Title and summary stand on the public page',
            hint: 'Otherwise only whoever is given its address can ask for it.',
          },
          { value: 'needsNda', label: 'Only with the NDA in force accepted' },
        ]}
      />
    </>
  );
}

function newDocumentView(said: Said, refused: Refused): View {
  return {
    title: 'Add a document',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Add a document</h1>
          <p class="lead">
            It is shown to whoever is granted access, in copies that name them on every page.
          </p>
        </div>
        <FaultSummary {...refused} />
        <form method="post" action="/trust-center/documents/new" enctype="multipart/form-data" class="form">
          <FileField
            name="file"
            label="File"
            accept=".pdf,application/pdf"
            hint="PDF of at most 25 MiB, without a password."
            fault={refused.faults.get('/file')}
          />
          <SaidFields said={said} refused={refused} />
          <p class="buttons">
            <button>Add it</button>
            <a href="/trust-center">Leave it</a>
          </p>
        </form>
      </>
    ),
  };
}

async function documentView(call: Call, typed: Said | undefined, refused: Refused): Promise<View> {
  const { services, viewer, form } = call;
  const found = there(await findTrustDocument(services.db, call.params.id));
  const [document] = (await representDocuments(services, [found])) as Document[];
  if (document === undefined) throw new Error('a document is shown as one');
  const { id, title, summary, owner, listed, needsNda, removedAt } = document;
  const said = typed ?? { title, summary, owner: owner.userName, listed, needsNda };
  const manages = managers.some((role) => viewer.person.roles.includes(role)) && removedAt === null;
  return {
    title,
    status: refused.status,
    main: (
      <div class="stack">
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">{summary}</p>
        </div>
        {removedAt !== null && (
          <Notice tone="bad">
            Removed <Time at={removedAt} zone={viewer.timeZone} />: it opens to nobody.
          </Notice>
        )}
        <FaultSummary {...refused} />
        <Facts
          facts={[
            ['Owner', <PersonLabel key="owner" person={owner} />],
            [
              'File',
              <a key="file" href={`/trust-center/documents/${id}/file`}>
                {document.fileName}
              </a>,
            ],
            [
              'SHA-256',
              <span key="hash" class="hash">
                {document.file}
              </span>,
            ],
            ['On the public page', listed ? 'yes' : 'no'],
            ['Asked for at', removedAt === null && <span class="hash">{document.askAt}</span>],
            ['NDA', needsNda ? 'needed' : 'not needed'],
            ['Added', <Time key="added" at={document.addedAt} zone={viewer.timeZone} />],
            [
              'Requests',
              <a key="requests" href={`/access-grants?document=${id}`}>
                Who asks for it
              </a>,
            ],
          ]}
        />
        {manages && (
          <>
            <form method="post" action={`/trust-center/documents/${id}`} class="panel form">
              <h2>Change what is said of it</h2>
              <SaidFields said={said} refused={refused} />
              <button>Save</button>
            </form>
            <form method="post" action={`/trust-center/documents/${id}/removal`} class="panel form">
              <h2>Remove it</h2>
              <TextArea
                name="/reason"
                label="Why"
                hint="It opens to nobody from then on, whoever was granted it."
                value={form.text('/reason')}
                fault={refused.faults.get('/reason')}
              />
              <button class="button-bad">Remove it</button>
            </form>
          </>
        )}
      </div>
    ),
  };
}
