import type { PersonName } from '../../../db/directory.ts';
import type { PersonId } from '../../../domain/decider.ts';
import { roles } from '../../../domain/identity.ts';
import { type PolicyDetails, significantChanges } from '../../../domain/policy-state.ts';
import { policyApprovers } from '../../schemas/policy.ts';
import { atFields, Choices, type Faults, Select, TextArea, TextField } from '../components/form.tsx';
import type { Form } from '../page.ts';
import { roleWords } from '../words.ts';
import { cycleInWords, significantChangeMeanings, significantChangeWords } from './policy-words.ts';

/** What is said of a policy besides its text, as it is typed. */
export interface TypedDetails {
  title: string;
  owner: string;
  approvers: string[];
  everyone: boolean;
  roles: string[];
  teams: string;
  people: string;
  cycleMonths: string;
  reviewOn: string[];
  reviewDays: string;
  signOffHours: string;
  acknowledgeDays: string;
}

export function typedDetails(details: PolicyDetails, nameOf: (id: PersonId) => PersonName): TypedDetails {
  const { audience, cycleMonths, reviewDays, signOffHours, acknowledgeDays } = details;
  return {
    title: details.title,
    owner: nameOf(details.owner).userName,
    approvers: details.approvers,
    everyone: audience.everyone,
    roles: audience.roles,
    teams: audience.teams.join('\n'),
    people: audience.people.map((person) => nameOf(person).userName).join('\n'),
    cycleMonths: String(cycleMonths),
    reviewOn: details.reviewOn,
    reviewDays: String(reviewDays),
    signOffHours: String(signOffHours),
    acknowledgeDays: String(acknowledgeDays),
  };
}

export function detailsIn(form: Form): TypedDetails {
  return {
    title: form.text('/title'),
    owner: form.text('/owner'),
    approvers: form.all('/approvers'),
    everyone: form.has('/audience/everyone'),
    roles: form.all('/audience/roles'),
    teams: form.text('/audience/teams'),
    people: form.text('/audience/people'),
    cycleMonths: form.text('/cycleMonths'),
    reviewOn: form.all('/reviewOn'),
    reviewDays: form.text('/reviewDays'),
    signOffHours: form.text('/signOffHours'),
    acknowledgeDays: form.text('/acknowledgeDays'),
  };
}

/** What the API is asked for. For everybody is for everybody, whoever else was named before. */
export function bodyOf(form: Form): Record<string, unknown> {
  const typed = detailsIn(form);
  return {
    title: typed.title,
    owner: typed.owner,
    approvers: typed.approvers,
    audience: typed.everyone
      ? { everyone: true }
      : { roles: typed.roles, teams: form.lines('/audience/teams'), people: form.lines('/audience/people') },
    cycleMonths: Number(typed.cycleMonths),
    reviewOn: typed.reviewOn,
    reviewDays: Number(typed.reviewDays),
    signOffHours: Number(typed.signOffHours),
    acknowledgeDays: Number(typed.acknowledgeDays),
  };
}

/** Each fault at the field that can mend it: that an audience is nobody, at the box for everybody. */
export function atDetailFields(faults: Faults): Faults {
  return new Map(
    [...atFields(faults)].map(([name, detail]) => [
      name === '/audience' ? '/audience/everyone' : name,
      detail,
    ]),
  );
}

const cycles = [1, 2, 3, 4, 6, 12, 24, 36];

export function DetailFields({ details, faults }: { details: TypedDetails; faults: Faults }) {
  return (
    <>
      <TextField name="/title" label="Title" value={details.title} fault={faults.get('/title')} />
      <TextField
        name="/owner"
        label="Owner"
        hint="Their user name. Who keeps it true; the owner signs nothing of it."
        value={details.owner}
        fault={faults.get('/owner')}
      />
      <Choices
        name="/approvers"
        label="Whose sign-off each version needs"
        values={details.approvers}
        fault={faults.get('/approvers')}
        options={policyApprovers.map((role) => ({ value: role, label: roleWords[role] }))}
      />
      <AudienceFields details={details} faults={faults} />
      <ReviewFields details={details} faults={faults} />
    </>
  );
}

function AudienceFields({ details, faults }: { details: TypedDetails; faults: Faults }) {
  return (
    <>
      <Choices
        name="/audience/everyone"
        label="Who is asked to acknowledge it"
        values={details.everyone ? ['true'] : []}
        fault={faults.get('/audience/everyone')}
        options={[
          {
            value: 'true',
            label: 'Everybody',
            hint: 'Also whoever joins later. Otherwise whoever is named below by any of the three.',
          },
        ]}
      />
      <Choices
        name="/audience/roles"
        label="Whoever holds a role"
        optional
        values={details.roles}
        fault={faults.get('/audience/roles')}
        options={roles.map((role) => ({ value: role, label: roleWords[role] }))}
      />
      <div class="row">
        <TextArea
          name="/audience/teams"
          label="Whoever is in a team"
          optional
          hint="One team a line, as the directory calls it."
          rows={2}
          value={details.teams}
          fault={faults.get('/audience/teams')}
        />
        <TextArea
          name="/audience/people"
          label="People"
          optional
          hint="One user name a line."
          rows={2}
          value={details.people}
          fault={faults.get('/audience/people')}
        />
      </div>
    </>
  );
}

function ReviewFields({ details, faults }: { details: TypedDetails; faults: Faults }) {
  return (
    <>
      <Select
        name="/cycleMonths"
        label="Reviewed"
        value={details.cycleMonths}
        fault={faults.get('/cycleMonths')}
        options={cycles.map((months) => ({ value: String(months), label: cycleInWords(months) }))}
      />
      <Choices
        name="/reviewOn"
        label="Reviewed at once when somebody declares"
        optional
        values={details.reviewOn}
        fault={faults.get('/reviewOn')}
        options={significantChanges.map((change) => ({
          value: change,
          label: significantChangeWords[change],
          hint: significantChangeMeanings[change],
        }))}
      />
      <div class="row">
        <TextField
          name="/reviewDays"
          label="The owner has"
          hint="Days to revise or to confirm it"
          type="number"
          value={details.reviewDays}
          fault={faults.get('/reviewDays')}
        />
        <TextField
          name="/signOffHours"
          label="Each approver has"
          hint="Working hours to sign"
          type="number"
          value={details.signOffHours}
          fault={faults.get('/signOffHours')}
        />
        <TextField
          name="/acknowledgeDays"
          label="Everybody else has"
          hint="Days to acknowledge it"
          type="number"
          value={details.acknowledgeDays}
          fault={faults.get('/acknowledgeDays')}
        />
      </div>
    </>
  );
}
