import { z } from 'zod';
import { personRoles } from '../../../domain/identity.ts';
import { listAllPeople } from '../../routes/people.ts';
import type { person } from '../../schemas/person.ts';
import { cursor, text } from '../../schemas/text.ts';
import { EmptyState, More, withQuery } from '../components/document.tsx';
import { Select, TextField } from '../components/form.tsx';
import { PresenceMark } from '../components/mark.tsx';
import { page } from '../page.ts';
import { roleWords } from '../words.ts';

const path = '/people';
const pageSize = 50;
const presences = { here: 'true', left: 'false' };

const query = z.object({
  search: text(200).trim().optional().catch(undefined),
  role: z.enum(personRoles).optional().catch(undefined),
  active: z.enum(['here', 'left']).optional().catch(undefined),
  cursor,
});
type ListedPerson = z.output<typeof person>;
type Asked = Omit<z.output<typeof query>, 'cursor'>;

export const listPeoplePage = page({
  method: 'get',
  path,
  access: ['administrator', 'auditor', 'compliance_manager'],
  query,
  handle: async ({ query: { cursor, ...asked }, viewer, perform }) => {
    const { search, role, active } = asked;
    const filter = { q: search === '' ? undefined : search, role, active: active && presences[active] };
    const { body } = await perform(listAllPeople, { query: { ...filter, cursor, limit: pageSize } });
    const { items, next } = body as { items: ListedPerson[]; next: string | null };
    return {
      title: 'People',
      main: (
        <>
          <div class="page-head">
            <h1>People</h1>
            {viewer.person.roles.includes('administrator') && (
              <p class="buttons">
                <a class="button" href={`${path}/new`}>
                  Add a person
                </a>
                <a href="/tokens">Tokens</a>
              </p>
            )}
          </div>
          <SearchForm asked={asked} />
          {items.length === 0 ? (
            <EmptyState title="Nobody is like that.">
              <p>
                <a href={path}>Show everybody</a>
              </p>
            </EmptyState>
          ) : (
            <People people={items} />
          )}
          <More href={next === null ? null : withQuery(path, { ...asked, cursor: next })} />
        </>
      ),
    };
  },
});

function SearchForm({ asked }: { asked: Asked }) {
  return (
    <form method="get" action={path} class="filters" aria-label="Search">
      <TextField name="search" label="Name begins with" type="search" value={asked.search ?? ''} />
      <Select
        name="role"
        label="Role"
        value={asked.role ?? ''}
        options={[
          { value: '', label: 'Any' },
          ...personRoles.map((role) => ({ value: role, label: roleWords[role] })),
        ]}
      />
      <Select
        name="active"
        label="Who"
        value={asked.active ?? ''}
        options={[
          { value: '', label: 'Everybody' },
          { value: 'here', label: 'Who is here' },
          { value: 'left', label: 'Who has left' },
        ]}
      />
      <p class="buttons">
        <button class="button-quiet">Search</button>
        {withQuery(path, asked) !== path && <a href={path}>Clear</a>}
      </p>
    </form>
  );
}

function People({ people }: { people: ListedPerson[] }) {
  return (
    <ul class="list">
      {people.map((person) => (
        <li key={person.id}>
          <p class="list-title">
            <a href={`${path}/${person.id}`}>{person.name}</a>
          </p>
          <p class="list-side">{!person.active && <PresenceMark active={false} />}</p>
          <p class="list-more">
            <span>{person.userName}</span>
            {person.team !== null && <span>{person.team}</span>}
            <span>
              {person.roles.length === 0 ? 'no role' : person.roles.map((role) => roleWords[role]).join(', ')}
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}
