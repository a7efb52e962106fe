import { z } from 'zod';
import { findDelegation } from '../../../db/delegation.ts';
import { type SignOffRole, signOffRoles } from '../../../domain/identity.ts';
import { delegationsOf, type NamedDelegation, seesAllDelegations, withNames } from '../../delegation-list.ts';
import { Problem } from '../../problem.ts';
import { grantMyDelegation, revokeMyDelegation } from '../../routes/delegation.ts';
import { text } from '../../schemas/text.ts';
import { Notice, PersonLabel, Section, Tabs } from '../components/document.tsx';
import { Choices, FaultSummary, TextArea, TextField } from '../components/form.tsx';
import { canRevoke, Delegations } from './delegation-list.tsx';
import { instantOfLocal, localOfInstant } from '../local-time.ts';
import { Form, page, type View, type Viewer } from '../page.ts';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';
import { roleWords } from '../words.ts';

const path = '/delegations';
const notices = {
  granted: 'Handed on. What waits for you moves with it while it is in force.',
  revoked: 'Ended. What is still open is back with whom it came from.',
};

export const listDelegationsPage = page({
  method: 'get',
  path,
  access: 'anyone',
  query: z.object({
    show: z.literal('all').optional().catch(undefined),
    done: z.enum(['granted', 'revoked']).optional().catch(undefined),
  }),
  handle: async ({ query, viewer, at, services }) => {
    const me = viewer.person.id;
    const seesAll = seesAllDelegations(viewer.person);
    const all = seesAll && query.show === 'all';
    const delegations = await delegationsOf(services, all ? undefined : me);
    const shared = { viewer, now: at };
    return {
      title: 'Delegations',
      main: (
        <>
          <div class="page-head">
            <h1>Delegations</h1>
            <p class="lead">
              Who is away hands sign-off roles to somebody else for a time. Both names are on record wherever
              the delegate signs.
            </p>
            {handsOn(viewer).length > 0 && (
              <p>
                <a class="button" href={`${path}/new`}>
                  Hand my roles on …
                </a>
              </p>
            )}
          </div>
          {query.done !== undefined && <Notice tone="good">{notices[query.done]}</Notice>}
          {seesAll && (
            <Tabs
              label="Whose delegations"
              tabs={[
                { href: path, text: 'Mine', current: !all },
                { href: `${path}?show=all`, text: 'Everyone’s', current: all },
              ]}
            />
          )}
          {all ? (
            <Delegations {...shared} items={delegations} none="Nobody has handed anything on." />
          ) : (
            <div class="stack">
              <Section title="From me">
                <Delegations
                  {...shared}
                  items={delegations.filter(({ from }) => from.id === me)}
                  none="You have handed nothing on."
                />
              </Section>
              <Section title="To me">
                <Delegations
                  {...shared}
                  items={delegations.filter(({ to }) => to.id === me)}
                  none="Nobody has handed anything to you."
                />
              </Section>
            </div>
          )}
        </>
      ),
    };
  },
});

export const startDelegation = page({
  method: 'get',
  path: `${path}/new`,
  access: 'person',
  handle: ({ viewer, at }) => {
    const fields = handsOn(viewer).map((role): [string, string] => ['/roles', role]);
    const startsAt: [string, string] = ['/startsAt', localOfInstant(at, viewer.timeZone)];
    return Promise.resolve(grantView(new Form(new URLSearchParams([...fields, startsAt])), viewer));
  },
});

export const grantDelegation = page({
  method: 'post',
  path,
  access: 'person',
  handle: async ({ form, viewer, perform }) => {
    try {
      await perform(grantMyDelegation, {
        body: {
          to: form.text('/to'),
          roles: form.all('/roles'),
          startsAt: instantOfLocal(form.text('/startsAt'), viewer.timeZone),
          endsAt: instantOfLocal(form.text('/endsAt'), viewer.timeZone),
          reason: form.text('/reason'),
        },
      });
    } catch (error) {
      return grantView(form, viewer, refusalIn(error));
    }
    return { redirect: `${path}?done=granted` };
  },
});

export const askRevocation = page({
  method: 'get',
  path: `${path}/{id}/revocation`,
  access: 'person',
  params: z.object({ id: text(100) }),
  handle: async ({ params: { id }, viewer, at, services }) => {
    const found = await findDelegation(services.db, id);
    const [delegation] = found === undefined ? [] : await withNames(services, [found]);
    if (delegation === undefined || !canRevoke(delegation, viewer, at)) {
      throw new Problem('not_found', 'There is no delegation here that you could end.');
    }
    return revocationView(delegation, viewer, at);
  },
});

export const revokeDelegation = page({
  method: 'post',
  path: `${path}/{id}/revocation`,
  access: 'person',
  params: z.object({ id: text(100) }),
  handle: async ({ params, perform }) => {
    await perform(revokeMyDelegation, { params });
    return { redirect: `${path}?done=revoked` };
  },
});

/** The viewer's own roles that could be handed on. */
function handsOn({ person }: Viewer): SignOffRole[] {
  return signOffRoles.filter((role) => person.roles.includes(role));
}

function grantView(form: Form, viewer: Viewer, { message, faults, status }: Refused = notRefused): View {
  const field = (name: string) => ({ name, fault: faults.get(name) });
  const typed = (name: string) => ({ ...field(name), value: form.text(name) });
  return {
    title: 'Hand roles on',
    status,
    main: (
      <>
        <div class="page-head">
          <h1>Hand your roles on</h1>
          <p class="lead">
            While it is in force, somebody else signs in your place, and you do not. It ends by itself.
          </p>
        </div>
        <form method="post" action={path} class="form">
          <FaultSummary message={message} faults={faults} />
          <TextField
            {...typed('/to')}
            label="To whom"
            hint="Their user name. It must be somebody who may sign; nobody signs what they asked for."
          />
          <Choices
            {...field('/roles')}
            label="Which of your roles"
            values={form.all('/roles')}
            options={handsOn(viewer).map((role) => ({ value: role, label: roleWords[role] }))}
          />
          <div class="row">
            <TextField {...typed('/startsAt')} label="From" hint={viewer.timeZone} type="datetime-local" />
            <TextField {...typed('/endsAt')} label="Until" hint={viewer.timeZone} type="datetime-local" />
          </div>
          <TextArea {...typed('/reason')} label="Why" hint="It is on record with the delegation." rows={2} />
          <p class="buttons">
            <button>Hand them on</button>
            <a href={path}>Keep them</a>
          </p>
        </form>
      </>
    ),
  };
}

function revocationView(delegation: NamedDelegation, viewer: Viewer, now: string): View {
  const { from, to, roles, startsAt } = delegation;
  return {
    title: 'End a delegation',
    main: (
      <>
        <div class="page-head">
          <h1>End this delegation?</h1>
          <p class="lead">
            <PersonLabel person={from} /> to <PersonLabel person={to} />:{' '}
            {roles.map((role) => roleWords[role]).join(', ')}
          </p>
        </div>
        <form method="post" class="form">
          <p>
            {now < startsAt
              ? 'It will not begin.'
              : `From now on ${to.name} signs nothing in the name of ${from.name}; what has been signed stays signed.`}{' '}
            That is final: for the rest of the time, one would hand on anew.
          </p>
          <p class="buttons">
            <button class="button-bad">End it</button>
            <a href={path}>Leave it</a>
          </p>
        </form>
      </>
    ),
  };
}
