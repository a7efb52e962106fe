import { z } from 'zod';
import { latestEvents } from '../../../db/audit.ts';
import { listTokens, namesOf } from '../../../db/directory.ts';
import { streamOf } from '../../../db/identity.ts';
import { delegationsOf } from '../../delegation-list.ts';
import { readPerson } from '../../routes/people.ts';
import type { personInFull } from '../../schemas/person.ts';
import { text } from '../../schemas/text.ts';
import { Facts, Notice, Section, Timeline } from '../components/document.tsx';
import { PresenceMark } from '../components/mark.tsx';
import { Delegations } from './delegation-list.tsx';
import { streamPath } from '../event-words.ts';
import { page } from '../page.ts';
import { historyOf } from './person-history.tsx';
import { sourcesInWords } from './role-sources.ts';
import { Tokens } from './token-list.tsx';
import { roleWords } from '../words.ts';

type ShownPerson = z.output<typeof personInFull>;

const latest = 30;
const notices = {
  added: 'Added.',
  changed: 'Changed. It has taken effect.',
  left: 'They have left: they are signed out, and what waited for them alone moves on.',
  returned: 'They are back.',
};

export const readPersonPage = page({
  method: 'get',
  path: '/people/{id}',
  access: ['administrator', 'auditor', 'compliance_manager'],
  params: z.object({ id: text(200) }),
  query: z.object({
    done: z.enum(['added', 'changed', 'left', 'returned']).optional().catch(undefined),
  }),
  handle: async ({ params: { id }, query, viewer, at, services, perform }) => {
    const { body } = await perform(readPerson, { params: { id } });
    const person = body as ShownPerson;
    const { db } = services;
    const [delegations, events] = await Promise.all([
      delegationsOf(services, person.id),
      latestEvents(db, streamOf(person.id), latest),
    ]);
    const nameOf = await namesOf(
      db,
      events.map(({ actor }) => actor),
    );
    const seesTokens = viewer.person.roles.some((role) => role === 'administrator' || role === 'auditor');
    return {
      title: person.name,
      main: (
        <>
          <div class="page-head">
            <p>
              <PresenceMark active={person.active} />
            </p>
            <h1>{person.name}</h1>
            {viewer.person.roles.includes('administrator') && <Actions person={person} />}
          </div>
          {query.done !== undefined && <Notice tone="good">{notices[query.done]}</Notice>}
          <div class="stack">
            <PersonFacts person={person} />
            <Section title="Delegations">
              <Delegations items={delegations} viewer={viewer} now={at} none="None, from them or to them." />
            </Section>
            {seesTokens && (
              <Section title="Tokens">
                <Tokens
                  tokens={await listTokens(db, person.id)}
                  nameOf={() => person}
                  viewer={viewer}
                  now={at}
                  none="They have no token."
                />
              </Section>
            )}
            <Section title="What happened" aside={<a href={streamPath(streamOf(person.id))}>All of it</a>}>
              <Timeline moments={historyOf(events, nameOf)} zone={viewer.timeZone} />
            </Section>
          </div>
        </>
      ),
    };
  },
});

function Actions({ person: { id, active } }: { person: ShownPerson }) {
  return (
    <p class="buttons">
      <a class="button button-quiet" href={`/people/${id}/roles`}>
        Change roles …
      </a>
      <a href={`/people/${id}/record`}>Change the record …</a>
      {active ? (
        <a href={`/people/${id}/departure`}>They have left …</a>
      ) : (
        <a href={`/people/${id}/return`}>They are back …</a>
      )}
    </p>
  );
}

function PersonFacts({ person }: { person: ShownPerson }) {
  const { manager, groups, roleSources } = person;
  return (
    <Facts
      facts={[
        ['User name', person.userName],
        ['Mail', person.email],
        ['Team', person.team],
        ['Manager', manager && <a href={`/people/${manager.id}`}>{manager.name}</a>],
        ['Groups', groups.map(({ displayName }) => displayName).join(', ')],
        ['Time zone', person.timeZone ?? 'that of the organisation'],
        ['Training', <a href={`/people/${person.id}/training`}>What they are to learn, and hold</a>],
        [
          'Roles',
          roleSources.length === 0 ? (
            'none: they read, and ask for nothing'
          ) : (
            <ul>
              {roleSources.map(({ role, sources: from }) => (
                <li key={role}>
                  {roleWords[role]} <small>{sourcesInWords(from)}</small>
                </li>
              ))}
            </ul>
          ),
        ],
      ]}
    />
  );
}
