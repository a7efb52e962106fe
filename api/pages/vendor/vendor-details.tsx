import { z } from 'zod';
import { namesOf } from '../../../db/directory.ts';
import { findVendor, vendorIdOf } from '../../../db/vendor.ts';
import { criticalities } from '../../../domain/vendor-policy.ts';
import { changeVendor, registerVendor } from '../../routes/vendor.ts';
import { requestId } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { Choice, FaultSummary, TextArea, TextField } from '../components/form.tsx';
import { type Form, page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { readVendorFor } from './vendor-reading.ts';
import { criticalityMeanings, criticalityWords } from './vendor-words.ts';

type Details = Record<'name' | 'website' | 'services' | 'criticality' | 'owner', string>;
const params = z.object({ id: requestId });

export const newVendor = page({
  method: 'get',
  path: '/vendors/new',
  access: 'person',
  handle: ({ viewer }) => {
    const owner = viewer.person.userName;
    const details = { name: '', website: '', services: '', criticality: 'standard', owner };
    return Promise.resolve(registrationView(details, notRefused, undefined));
  },
});

export const register = page({
  method: 'post',
  path: '/vendors',
  access: 'person',
  handle: async ({ form, services, perform }) => {
    const details = detailsIn(form);
    const { owner, ...said } = details;
    try {
      const { body } = await perform(registerVendor, {
        body: { ...said, ...(owner !== '' && { owner }) },
        headers: { 'idempotency-key': form.text('key') },
      });
      return { redirect: `/vendors/${(body as { id: string }).id}?done=registered` };
    } catch (error) {
      return registrationView(details, refusalIn(error), await knownAs(services, details.name));
    }
  },
});

export const readDetails = page({
  method: 'get',
  path: '/vendors/{id}/details',
  access: 'person',
  params,
  handle: async ({ params: { id }, services }) => {
    const { state, seq } = await readVendorFor(services, id);
    const nameOf = await namesOf(services.db, [state.details.owner]);
    const details = { ...state.details, owner: nameOf(state.details.owner).userName };
    return changeView(id, state.details.name, details, String(seq), notRefused);
  },
});

export const change = page({
  method: 'post',
  path: '/vendors/{id}/details',
  access: 'person',
  params,
  handle: async ({ params: { id }, form, services, perform }: PageCall<typeof params, undefined>) => {
    const details = detailsIn(form);
    try {
      await perform(changeVendor, {
        params: { id },
        body: details,
        headers: { 'if-match': `"${form.text('seen')}"` },
      });
      return { redirect: `/vendors/${id}?done=changed` };
    } catch (error) {
      const { state, seq } = await readVendorFor(services, id);
      return changeView(id, state.details.name, details, String(seq), refusalIn(error));
    }
  },
});

function detailsIn(form: Form): Details {
  return {
    name: form.text('/name'),
    website: form.text('/website'),
    services: form.text('/services'),
    criticality: form.text('/criticality'),
    owner: form.text('/owner'),
  };
}

interface Known {
  id: string;
  name: string;
}

/** The vendor that has the name already. */
async function knownAs({ db }: Services, name: string): Promise<Known | undefined> {
  if (name === '') return undefined;
  const known = await findVendor(db, await vendorIdOf(db, name));
  return known && { id: known.id, name: known.state.details.name };
}

function registrationView(details: Details, refused: Refused, known: Known | undefined): View {
  return {
    title: 'Register a vendor',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Register a vendor</h1>
          <p class="lead">
            Each is in the register once. A request that names a provider puts it there by itself.
          </p>
        </div>
        {known !== undefined && (
          <div class="notice notice-attention" role="status">
            <p>
              <a href={`/vendors/${known.id}`}>{known.name}</a> is in the register already.
            </p>
          </div>
        )}
        <form method="post" action="/vendors" class="form">
          <FaultSummary {...refused} />
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <DetailFields details={details} refused={refused} />
          <p class="buttons">
            <button>Register</button>
            <a href="/vendors">Back to the vendors</a>
          </p>
        </form>
      </>
    ),
  };
}

function changeView(id: string, name: string, details: Details, seen: string, refused: Refused): View {
  return {
    title: `Change ${name}`,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Change what is said of {name}</h1>
          <p class="lead">Another criticality counts from its next review on.</p>
        </div>
        <form method="post" action={`/vendors/${id}/details`} class="form">
          <FaultSummary {...refused} />
          <input type="hidden" name="seen" value={seen} />
          <DetailFields details={details} refused={refused} />
          <p class="buttons">
            <button>Change</button>
            <a href={`/vendors/${id}`}>Back, nothing is changed yet</a>
          </p>
        </form>
      </>
    ),
  };
}

function DetailFields({ details, refused: { faults } }: { details: Details; refused: Refused }) {
  return (
    <>
      <TextField name="/name" label="Name" value={details.name} fault={faults.get('/name')} />
      <TextField
        name="/website"
        label="Website"
        type="url"
        optional
        hint="With https:// before it."
        value={details.website}
        fault={faults.get('/website')}
      />
      <TextArea
        name="/services"
        label="What we have from it"
        optional
        rows={3}
        value={details.services}
        fault={faults.get('/services')}
      />
      <Choice
        name="/criticality"
        label="Criticality"
        value={details.criticality}
        fault={faults.get('/criticality')}
        options={criticalities.map((value) => ({
          value,
          label: criticalityWords[value],
          hint: criticalityMeanings[value],
        }))}
      />
      <TextField
        name="/owner"
        label="Owner"
        hint="Their user name. Who answers for the relation; the owner signs nothing of its review."
        value={details.owner}
        fault={faults.get('/owner')}
      />
    </>
  );
}
