import type { PersonName } from '../../../db/directory.ts';
import type { PersonId } from '../../../domain/decider.ts';
import { type PolicyDetails, significantChanges } from '../../../domain/policy-state.ts';
import { policyApprovers } from '../../schemas/policy.ts';
import {
  audienceBody,
  AudienceFields,
  audienceIn,
  type TypedAudience,
  typedAudience,
} from '../components/audience-fields.tsx';
import { Choices, type Faults, Select, TextField } from '../components/form.tsx';
import type { Form } from '../page.ts';
import { roleWords } from '../words.ts';
import { cycleInWords, significantChangeMeanings, significantChangeWords } from './policy-words.ts';

/** What is said of a policy besides its text, as it is typed. */
export interface TypedDetails {
  title: string;
  owner: string;
  approvers: string[];
  audience: TypedAudience;
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
    audience: typedAudience({ ...audience, people: audience.people.map(nameOf) }),
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
    audience: audienceIn(form),
    cycleMonths: form.text('/cycleMonths'),
    reviewOn: form.all('/reviewOn'),
    reviewDays: form.text('/reviewDays'),
    signOffHours: form.text('/signOffHours'),
    acknowledgeDays: form.text('/acknowledgeDays'),
  };
}

/** As the API takes them. */
export function detailsBody(typed: TypedDetails) {
  return {
    title: typed.title,
    owner: typed.owner,
    approvers: typed.approvers,
    audience: audienceBody(typed.audience),
    cycleMonths: Number(typed.cycleMonths),
    reviewOn: typed.reviewOn,
    reviewDays: Number(typed.reviewDays),
    signOffHours: Number(typed.signOffHours),
    acknowledgeDays: Number(typed.acknowledgeDays),
  };
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
      <AudienceFields audience={details.audience} faults={faults} />
      <ReviewFields details={details} faults={faults} />
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
