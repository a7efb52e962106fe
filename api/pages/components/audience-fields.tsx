import { roles } from '../../../domain/identity.ts';
import type { NamedAudience } from '../../audience.ts';
import { linesOf } from '../lines.ts';
import type { Form } from '../page.ts';
import { roleWords } from '../words.ts';
import { Choices, type Faults, TextArea } from './form.tsx';

/** An audience as it is typed. */
export interface TypedAudience {
  everyone: boolean;
  roles: string[];
  /** One a line. */
  teams: string;
  /** User names, one a line. */
  people: string;
}

export function typedAudience({ everyone, roles: named, teams, people }: NamedAudience): TypedAudience {
  return {
    everyone,
    roles: [...named],
    teams: teams.join('\n'),
    people: people.map(({ userName }) => userName).join('\n'),
  };
}

export function audienceIn(form: Form): TypedAudience {
  return {
    everyone: form.has('/audience'),
    roles: form.all('/audience/roles'),
    teams: form.text('/audience/teams'),
    people: form.text('/audience/people'),
  };
}

/** As the API takes it. What is for everybody is for everybody, whoever else was named before. */
export function audienceBody({ everyone, roles: named, teams, people }: TypedAudience) {
  return everyone ? { everyone } : { roles: named, teams: linesOf(teams), people: linesOf(people) };
}

export function AudienceFields({ audience, faults }: { audience: TypedAudience; faults: Faults }) {
  return (
    <>
      <Choices
        name="/audience"
        label="For whom it is"
        values={audience.everyone ? ['everyone'] : []}
        fault={faults.get('/audience')}
        options={[
          {
            value: 'everyone',
            label: 'Everybody in the directory, and whoever joins',
            hint: 'Or else whoever is named below, in any of three ways.',
          },
        ]}
      />
      <Choices
        name="/audience/roles"
        label="Whoever holds a role"
        optional
        values={audience.roles}
        fault={faults.get('/audience/roles')}
        options={roles.map((role) => ({ value: role, label: roleWords[role] }))}
      />
      <div class="row">
        <TextArea
          name="/audience/teams"
          label="Whoever is in a team"
          optional
          hint="One team a line, as the directory has them."
          rows={2}
          value={audience.teams}
          fault={faults.get('/audience/teams')}
        />
        <TextArea
          name="/audience/people"
          label="People"
          optional
          hint="User names, one a line."
          rows={2}
          value={audience.people}
          fault={faults.get('/audience/people')}
        />
      </div>
    </>
  );
}
