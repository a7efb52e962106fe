import { z } from 'zod';
import { namesOf } from '../../../db/directory.ts';
import type { Person } from '../../../db/identity.ts';
import { personRoles } from '../../../domain/identity.ts';
import { knownPerson } from '../../person-representation.ts';
import { addOnePerson, changePerson } from '../../routes/people.ts';
import { text } from '../../schemas/text.ts';
import { Choices, FaultSummary, TextField } from '../components/form.tsx';
import { Form, page, type View } from '../page.ts';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';
import { roleWords } from '../words.ts';

const access: ['administrator'] = ['administrator'];
const params = z.object({ id: text(200) });

export const startPerson = page({
  method: 'get',
  path: '/people/new',
  access,
  handle: () => Promise.resolve(addView(new Form(new URLSearchParams([['/roles', 'requester']])))),
});

export const addPerson = page({
  method: 'post',
  path: '/people',
  access,
  handle: async ({ form, perform }) => {
    try {
      const { body } = await perform(addOnePerson, {
        body: { ...recordIn(form), roles: form.all('/roles') },
      });
      return { redirect: `/people/${(body as Person).id}?done=added` };
    } catch (error) {
      return addView(form, refusalIn(error));
    }
  },
});

export const startRecord = page({
  method: 'get',
  path: '/people/{id}/record',
  access,
  params,
  handle: async ({ params: { id }, services }) => {
    const person = await knownPerson(services, id);
    const { userName, name, email, team, timeZone, manager } = person;
    const nameOf = await namesOf(services.db, manager === null ? [] : [manager]);
    const fields = {
      '/userName': userName,
      '/name': name,
      '/email': email ?? '',
      '/team': team ?? '',
      '/timeZone': timeZone ?? '',
      '/manager': manager === null ? '' : nameOf(manager).userName,
    };
    return recordView(person, new Form(new URLSearchParams(fields)));
  },
});

export const changeRecord = page({
  method: 'post',
  path: '/people/{id}/record',
  access,
  params,
  handle: async ({ params, form, services, perform }) => {
    try {
      await perform(changePerson, { params, body: recordIn(form) });
    } catch (error) {
      return recordView(await knownPerson(services, params.id), form, refusalIn(error));
    }
    return { redirect: `/people/${params.id}?done=changed` };
  },
});

/** What was typed, as the API takes it: nothing typed is nothing known. */
function recordIn(form: Form) {
  const orNull = (name: string) => (form.text(name) === '' ? null : form.text(name));
  return {
    userName: form.text('/userName'),
    name: form.text('/name'),
    email: orNull('/email'),
    team: orNull('/team'),
    timeZone: orNull('/timeZone'),
    manager: orNull('/manager'),
  };
}

function RecordFields({ form, refused: { faults } }: { form: Form; refused: Refused }) {
  const field = (name: string) => ({ name, value: form.text(name), fault: faults.get(name) });
  return (
    <>
      <TextField {...field('/name')} label="Name" />
      <TextField {...field('/userName')} label="User name" hint="By which they sign in and are found." />
      <TextField {...field('/email')} label="Mail address" type="email" optional />
      <div class="row">
        <TextField {...field('/team')} label="Team" hint="As people call it." optional />
        <TextField {...field('/manager')} label="Manager" hint="Their user name." optional />
        <TextField {...field('/timeZone')} label="Time zone" hint="Such as Europe/Lisbon." optional />
      </div>
    </>
  );
}

function recordView(person: Person, form: Form, refused: Refused = notRefused): View {
  return {
    title: `Record of ${person.name}`,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Record of {person.name}</h1>
          <p class="lead">
            It takes effect at once. That it changed is on record; what it held is kept nowhere else.
          </p>
        </div>
        <form method="post" class="form">
          <FaultSummary message={refused.message} faults={refused.faults} />
          <RecordFields form={form} refused={refused} />
          <p class="buttons">
            <button>Change it</button>
            <a href={`/people/${person.id}`}>Leave it as it is</a>
          </p>
        </form>
      </>
    ),
  };
}

function addView(form: Form, refused: Refused = notRefused): View {
  return {
    title: 'Add a person',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Add a person</h1>
          <p class="lead">Where an identity provider keeps the directory, people come by themselves.</p>
        </div>
        <form method="post" action="/people" class="form">
          <FaultSummary message={refused.message} faults={refused.faults} />
          <RecordFields form={form} refused={refused} />
          <Choices
            name="/roles"
            label="Roles"
            fault={refused.faults.get('/roles')}
            values={form.all('/roles')}
            options={personRoles.map((role) => ({ value: role, label: roleWords[role] }))}
          />
          <p class="buttons">
            <button>Add them</button>
            <a href="/people">Add nobody</a>
          </p>
        </form>
      </>
    ),
  };
}
