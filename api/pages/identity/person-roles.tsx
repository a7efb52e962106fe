import { z } from 'zod';
import { roleSourcesOf } from '../../../db/directory.ts';
import type { Person } from '../../../db/identity.ts';
import { personRoles, type Role } from '../../../domain/identity.ts';
import { knownPerson } from '../../person-representation.ts';
import { changePerson } from '../../routes/people.ts';
import { text } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { Choices, FaultSummary } from '../components/form.tsx';
import { type Form, page, type View } from '../page.ts';
import { confirmation, isSignOffRole, othersInWords, waitingInWords } from './person-confirmation.tsx';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';
import { sourcesInWords } from './role-sources.ts';
import { roleWords } from '../words.ts';

const access: ['administrator'] = ['administrator'];
const params = z.object({ id: text(200) });

export const startRoles = page({
  method: 'get',
  path: '/people/{id}/roles',
  access,
  params,
  handle: async ({ params: { id }, services }) => {
    const person = await knownPerson(services, id);
    return rolesView(services, person, await givenByHand(services, person));
  },
});

/** The first step: what the change would do. */
export const previewRoles = page({
  method: 'post',
  path: '/people/{id}/roles/preview',
  access,
  params,
  handle: async ({ params: { id }, form, services }) => {
    const person = await knownPerson(services, id);
    return rolesPreview(services, person, rolesIn(form));
  },
});

export const changeRoles = page({
  method: 'post',
  path: '/people/{id}/roles',
  access,
  params,
  handle: async ({ params, form, services, perform }) => {
    try {
      await perform(changePerson, { params, body: { roles: form.all('/roles') } });
    } catch (error) {
      const person = await knownPerson(services, params.id);
      return rolesView(services, person, rolesIn(form), refusalIn(error));
    }
    return { redirect: `/people/${params.id}?done=changed` };
  },
});

function rolesIn(form: Form): Role[] {
  const chosen = form.all('/roles');
  return personRoles.filter((role) => chosen.includes(role));
}

async function givenByHand({ db }: Services, { id }: Person): Promise<Role[]> {
  const held = await roleSourcesOf(db, id);
  return held.filter(({ sources }) => sources.includes('hand')).map(({ role }) => role);
}

async function rolesView(
  { db }: Services,
  person: Person,
  chosen: Role[],
  { message, faults, status }: Refused = notRefused,
): Promise<View> {
  const held = await roleSourcesOf(db, person.id);
  const from = new Map(
    held.map(({ role, sources }) => [role, sources.filter((source) => source !== 'hand')]),
  );
  return {
    title: `Roles of ${person.name}`,
    status,
    main: (
      <>
        <div class="page-head">
          <h1>Roles of {person.name}</h1>
          <p class="lead">You see what it would do before anything changes.</p>
        </div>
        <form method="post" action={`/people/${person.id}/roles/preview`} class="form">
          <FaultSummary message={message} faults={faults} />
          <Choices
            name="/roles"
            label="Given by hand"
            hint="What the directory or the identity provider gives stays, whatever is chosen here."
            values={chosen}
            options={personRoles.map((role) => {
              const others = sourcesInWords(from.get(role) ?? []);
              return {
                value: role,
                label: roleWords[role],
                ...(others === '' ? {} : { hint: `also ${others}` }),
              };
            })}
          />
          <p class="buttons">
            <button>Look at what would change …</button>
            <a href={`/people/${person.id}`}>Leave them as they are</a>
          </p>
        </form>
      </>
    ),
  };
}

async function rolesPreview(services: Services, person: Person, wanted: Role[]): Promise<View> {
  const held = await givenByHand(services, person);
  const gained = wanted.filter((role) => !held.includes(role));
  const lost = held.filter((role) => !wanted.includes(role));
  const effects = [
    ...gained.map((role) => `They become ${roleWords[role]}. ${gain(role)}`),
    ...(await Promise.all(lost.map((role) => loss(services, person, role)))),
  ];
  const path = `/people/${person.id}/roles`;
  if (effects.length === 0) {
    return {
      title: 'Nothing changes',
      main: (
        <>
          <h1>Nothing would change</h1>
          <p class="lead">{person.name} has these roles already.</p>
          <p>
            <a href={path}>Back to the roles</a>
          </p>
        </>
      ),
    };
  }
  return confirmation(`Change the roles of ${person.name}?`, effects, path, 'Change them', 'Leave them', {
    action: path,
    fields: wanted.map((role) => ['/roles', role]),
  });
}

function gain(role: Role): string {
  if (role === 'business_owner') return 'Requests can name them as the owner who signs.';
  return isSignOffRole(role) ? 'What waits for the role shows in their inbox.' : '';
}

async function loss(services: Services, person: Person, role: Role): Promise<string> {
  const words = `They are no longer ${roleWords[role]}.`;
  if (role === 'business_owner') {
    const waiting = await waitingInWords(services, person);
    return waiting === undefined
      ? words
      : `${words} ${waiting} them as the owner; only the escalation contact can sign once that is late.`;
  }
  return isSignOffRole(role) ? `${words} ${await othersInWords(services, person, role)}` : words;
}
