import { z } from 'zod';
import type { Person } from '../../../db/identity.ts';
import { knownPerson } from '../../person-representation.ts';
import { changePerson } from '../../routes/people.ts';
import { text } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { page, type View } from '../page.ts';
import { confirmation, isSignOffRole, othersInWords, waitingInWords } from './person-confirmation.tsx';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';
import { roleWords } from '../words.ts';

const access: ['administrator'] = ['administrator'];
const params = z.object({ id: text(200) });

export const askDeparture = page({
  method: 'get',
  path: '/people/{id}/departure',
  access,
  params,
  handle: async ({ params: { id }, services }) => departureView(services, await knownPerson(services, id)),
});

export const depart = page({
  method: 'post',
  path: '/people/{id}/departure',
  access,
  params,
  handle: async ({ params, services, perform }) => {
    try {
      await perform(changePerson, { params, body: { active: false } });
    } catch (error) {
      return departureView(services, await knownPerson(services, params.id), refusalIn(error));
    }
    return { redirect: `/people/${params.id}?done=left` };
  },
});

export const askReturn = page({
  method: 'get',
  path: '/people/{id}/return',
  access,
  params,
  handle: async ({ params: { id }, services }) => {
    const person = await knownPerson(services, id);
    const held = person.roles.map((role) => roleWords[role]).join(', ');
    const effects = [
      'They can sign in again, and tokens of theirs that have not expired open again.',
      held === '' ? 'They hold no role.' : `They hold the roles they had: ${held}.`,
    ];
    return confirmation(`Is ${person.name} back?`, effects, `/people/${id}`, 'They are back', 'Not yet');
  },
});

export const comeBack = page({
  method: 'post',
  path: '/people/{id}/return',
  access,
  params,
  handle: async ({ params, perform }) => {
    await perform(changePerson, { params, body: { active: true } });
    return { redirect: `/people/${params.id}?done=returned` };
  },
});

async function departureView(
  services: Services,
  person: Person,
  refused: Refused = notRefused,
): Promise<View> {
  const waiting = await waitingInWords(services, person);
  const shared = person.roles.filter((role) => isSignOffRole(role) && role !== 'business_owner');
  const effects = [
    'They are signed out at once, cannot sign in, and their tokens open nothing.',
    ...(waiting === undefined
      ? ['Nothing waits for them alone.']
      : [`${waiting} them as the owner: each moves on to whom its policy names for that.`]),
    ...(await Promise.all(
      shared.map(async (role) => `${roleWords[role]}: ${await othersInWords(services, person, role)}`),
    )),
    'Delegations to them have no effect any more. What they have signed stays signed.',
  ];
  const view = confirmation(
    `Has ${person.name} left?`,
    effects,
    `/people/${person.id}`,
    'They have left',
    'They are still here',
    { refused, bad: true },
  );
  return view;
}
