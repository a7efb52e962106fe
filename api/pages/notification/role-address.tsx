import { z } from 'zod';
import { listRoleAddresses, roleAddressOf } from '../../../db/role-address.ts';
import { type Role, roles } from '../../../domain/identity.ts';
import { changeRoleAddress } from '../../routes/notification.ts';
import { Facts, Notice } from '../components/document.tsx';
import { FaultSummary, TextField } from '../components/form.tsx';
import { Form, page, type View } from '../page.ts';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';
import { roleWords } from '../words.ts';

const path = '/messages/addresses';
const params = z.object({ role: z.enum(roles) });

export const listAddresses = page({
  method: 'get',
  path,
  access: ['administrator'],
  query: z.object({ done: z.literal('set').optional().catch(undefined) }),
  handle: async ({ query, services: { db } }) => {
    const known = new Map((await listRoleAddresses(db)).map((address) => [address.role, address]));
    return {
      title: 'Addresses of roles',
      main: (
        <>
          <div class="page-head">
            <h1>Addresses of roles</h1>
            <p class="lead">
              A role with an address is asked there. The members of all others are asked in turn, one at a
              time.
            </p>
          </div>
          {query.done === 'set' && <Notice tone="good">It holds from the next message on.</Notice>}
          <Facts
            facts={roles.map((role) => [
              roleWords[role],
              <>
                {waysOf(known.get(role))}{' '}
                <a href={`${path}/${role}`}>
                  Change<span class="unseen"> the address of {roleWords[role]}</span> …
                </a>
              </>,
            ])}
          />
        </>
      ),
    };
  },
});

export const startAddress = page({
  method: 'get',
  path: `${path}/{role}`,
  access: ['administrator'],
  params,
  handle: async ({ params: { role }, services: { db } }) => {
    const address = await roleAddressOf(db, role);
    const fields = { '/mail': address.mail ?? '', '/slackUrl': address.slackUrl ?? '' };
    return addressView(role, new Form(new URLSearchParams(fields)));
  },
});

export const setAddress = page({
  method: 'post',
  path: `${path}/{role}`,
  access: ['administrator'],
  params,
  handle: async ({ params, form, perform }) => {
    const orNull = (name: string) => (form.text(name) === '' ? null : form.text(name));
    try {
      await perform(changeRoleAddress, {
        params,
        body: { mail: orNull('/mail'), slackUrl: orNull('/slackUrl') },
      });
    } catch (error) {
      return addressView(params.role, form, refusalIn(error));
    }
    return { redirect: `${path}?done=set` };
  },
});

function waysOf(address: { mail: string | null; slackUrl: string | null } | undefined): string {
  const ways = [address?.mail ?? '', address?.slackUrl == null ? '' : 'Slack'].filter((way) => way !== '');
  return ways.length === 0 ? 'members in turn' : ways.join(', ');
}

function addressView(role: Role, form: Form, { message, faults, status }: Refused = notRefused): View {
  const field = (name: string) => ({ name, value: form.text(name), fault: faults.get(name) });
  return {
    title: `Address of ${roleWords[role]}`,
    status,
    main: (
      <>
        <div class="page-head">
          <h1>Address of {roleWords[role]}</h1>
          <p class="lead">Without any, its members are asked in turn.</p>
        </div>
        <form method="post" class="form">
          <FaultSummary message={message} faults={faults} />
          <TextField {...field('/mail')} label="Mail address" type="email" optional />
          <TextField {...field('/slackUrl')} label="Incoming webhook of Slack" type="url" optional />
          <p class="buttons">
            <button>Set it</button>
            <a href={path}>Leave it as it is</a>
          </p>
        </form>
      </>
    ),
  };
}
