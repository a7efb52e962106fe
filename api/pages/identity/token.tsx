import { z } from 'zod';
import { findToken, listTokens, namesOf } from '../../../db/directory.ts';
import { type TokenScope, tokenScopes } from '../../../domain/identity.ts';
import { Problem } from '../../problem.ts';
import { issueOneToken, revokeOneToken } from '../../routes/identity.ts';
import { text } from '../../schemas/text.ts';
import { Notice } from '../components/document.tsx';
import { FaultSummary, Select, TextField } from '../components/form.tsx';
import { instantOfLocal, localOfInstant } from '../local-time.ts';
import { Form, page, type View, type Viewer } from '../page.ts';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';
import { Holder, Tokens } from './token-list.tsx';

const path = '/tokens';
const params = z.object({ id: text(200) });
const scopeWords: Record<TokenScope, string> = {
  read: 'Read over the API',
  scim: 'Keep the directory up to date (SCIM)',
  training: 'Bring training that was completed elsewhere',
  usage: 'Tell how AI systems are used',
  oversight: 'Submit what AI has decided for review',
};
const ninetyDays = 90 * 86_400_000;

export const listTokensPage = page({
  method: 'get',
  path,
  access: ['administrator', 'auditor'],
  query: z.object({ done: z.literal('revoked').optional().catch(undefined) }),
  handle: async ({ query, viewer, at, services: { db } }) => {
    const tokens = await listTokens(db);
    const nameOf = await namesOf(
      db,
      tokens.flatMap(({ person }) => person ?? []),
    );
    return {
      title: 'Tokens',
      main: (
        <>
          <div class="page-head">
            <h1>Tokens</h1>
            <p class="lead">
              What programs use instead of signing in. A person’s token does what the person may do; a
              program’s only reads, or does the one thing that it is for.
            </p>
            {viewer.person.roles.includes('administrator') && (
              <p>
                <a class="button" href={`${path}/new`}>
                  Issue a token …
                </a>
              </p>
            )}
          </div>
          {query.done === 'revoked' && <Notice tone="good">Revoked. It opens nothing any more.</Notice>}
          <Tokens {...{ tokens, nameOf, viewer, now: at }} none="No token has been issued." />
          {tokens.length === 200 && (
            <p class="quiet more">The newest 200. Older ones are on the pages of whom they belong to.</p>
          )}
        </>
      ),
    };
  },
});

export const startToken = page({
  method: 'get',
  path: `${path}/new`,
  access: ['administrator'],
  query: z.object({ person: text(200).optional().catch(undefined) }),
  handle: ({ query, viewer, at }) => {
    const expiresAt = new Date(Date.parse(at) + ninetyDays).toISOString();
    const fields = {
      '/person': query.person ?? '',
      '/scope': 'read',
      '/expiresAt': localOfInstant(expiresAt, viewer.timeZone),
    };
    return Promise.resolve(issueView(new Form(new URLSearchParams(fields)), viewer));
  },
});

/** The answer to the form shows the secret: it is in no address, in no history, and kept by no cache. */
export const issueToken = page({
  method: 'post',
  path,
  access: ['administrator'],
  handle: async ({ form, viewer, perform }) => {
    const given = (name: string) => (form.text(name) === '' ? undefined : form.text(name));
    try {
      const { body } = await perform(issueOneToken, {
        body: {
          person: given('/person'),
          machine: given('/machine'),
          scope: given('/machine') && given('/scope'),
          label: form.text('/label'),
          expiresAt: instantOfLocal(form.text('/expiresAt'), viewer.timeZone),
        },
      });
      return issuedView((body as { token: string }).token, form.text('/label'));
    } catch (error) {
      return issueView(form, viewer, refusalIn(error));
    }
  },
});

export const askTokenRevocation = page({
  method: 'get',
  path: `${path}/{id}/revocation`,
  access: ['administrator'],
  params,
  handle: async ({ params: { id }, services: { db } }) => {
    const token = await findToken(db, id);
    if (token === undefined) throw new Problem('not_found', 'There is no such token.');
    const nameOf = await namesOf(db, token.person === null ? [] : [token.person]);
    return {
      title: 'Revoke a token',
      main: (
        <>
          <div class="page-head">
            <h1>Revoke this token?</h1>
            <p class="lead">
              “{token.label}” of <Holder token={token} nameOf={nameOf} />
            </p>
          </div>
          <form method="post" class="form">
            <p>It opens nothing from that moment on. That is final; whoever still needs one gets another.</p>
            <p class="buttons">
              <button class="button-bad">Revoke it</button>
              <a href={path}>Keep it</a>
            </p>
          </form>
        </>
      ),
    };
  },
});

export const revokeToken = page({
  method: 'post',
  path: `${path}/{id}/revocation`,
  access: ['administrator'],
  params,
  handle: async ({ params, perform }) => {
    await perform(revokeOneToken, { params });
    return { redirect: `${path}?done=revoked` };
  },
});

function issueView(form: Form, viewer: Viewer, { message, faults, status }: Refused = notRefused): View {
  const field = (name: string) => ({ name, value: form.text(name), fault: faults.get(name) });
  return {
    title: 'Issue a token',
    status,
    main: (
      <>
        <div class="page-head">
          <h1>Issue a token</h1>
          <p class="lead">It is shown once, on the next page, and kept here as a hash.</p>
        </div>
        <form method="post" action={path} class="form">
          <FaultSummary message={message} faults={faults} />
          <div class="row">
            <TextField {...field('/person')} label="For a person" hint="Their user name." />
            <TextField {...field('/machine')} label="Or for a program" hint="What it is called." />
          </div>
          <Select
            {...field('/scope')}
            label="What a program may do"
            options={tokenScopes.map((scope) => ({ value: scope, label: scopeWords[scope] }))}
          />
          <TextField {...field('/label')} label="What it is for" />
          <TextField {...field('/expiresAt')} label="Until" hint={viewer.timeZone} type="datetime-local" />
          <p class="buttons">
            <button>Issue it</button>
            <a href={path}>Issue none</a>
          </p>
        </form>
      </>
    ),
  };
}

function issuedView(token: string, label: string): View {
  return {
    title: 'Token issued',
    status: 201,
    main: (
      <>
        <div class="page-head">
          <h1>Copy it now</h1>
          <p class="lead">This is the only time that the token “{label}” is shown.</p>
        </div>
        <pre class="bytes" tabIndex={0} role="region" aria-label="The token">
          <code>{token}</code>
        </pre>
        <p class="more">
          Send it as <code>Authorization: Bearer …</code>. Whoever has it is whom it was issued for, so it
          belongs in no mail and in no source text.
        </p>
        <p>
          <a href={path}>I have copied it</a>
        </p>
      </>
    ),
  };
}
