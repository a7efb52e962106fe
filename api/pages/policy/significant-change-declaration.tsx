import type { Database } from '../../../db/database.ts';
import { type ReviewablePolicy, reviewablePolicies } from '../../../db/policy.ts';
import { type SignificantChange, significantChanges } from '../../../domain/policy-state.ts';
import { declareSignificantChange } from '../../routes/significant-change.ts';
import { counted } from '../components/time.tsx';
import { atFields, Choice, Choices, FaultSummary, TextArea } from '../components/form.tsx';
import { type Form, page, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { significantChangeMeanings, significantChangeWords } from './policy-words.ts';

const path = '/significant-changes';

/** A change as it is typed; `policies` is undefined until one has seen which it concerns. */
interface TypedChange {
  kind: SignificantChange | undefined;
  note: string;
  policies: string[] | undefined;
  key: string;
}

function changeIn(form: Form): TypedChange {
  return {
    kind: significantChanges.find((kind) => kind === form.text('/kind')),
    note: form.text('/note'),
    policies: form.has('chosen') ? form.all('/policies') : undefined,
    key: form.text('key') === '' ? crypto.randomUUID() : form.text('key'),
  };
}

export const newChange = page({
  method: 'get',
  path: `${path}/new`,
  access: ['compliance_manager'],
  handle: ({ form }) => Promise.resolve(kindView(changeIn(form), notRefused)),
});

/** The second of two steps: which policies it concerns. Nothing is declared yet. */
export const reviewChange = page({
  method: 'post',
  path: `${path}/new`,
  access: ['compliance_manager'],
  handle: async ({ form, services }) => {
    const typed = changeIn(form);
    const missing = new Map([
      ...(typed.kind === undefined ? [['/kind', 'Choose what it is.'] as const] : []),
      ...(typed.note === '' ? [['/note', 'Say what has changed.'] as const] : []),
    ]);
    if (missing.size === 0) return declarationView(services.db, typed, notRefused);
    return kindView(typed, { message: 'Please mend what is marked below.', faults: missing, status: 422 });
  },
});

export const declare = page({
  method: 'post',
  path,
  access: ['compliance_manager'],
  handle: async ({ form, services, perform }) => {
    const typed = changeIn(form);
    const { kind, note, policies = [], key } = typed;
    try {
      await perform(declareSignificantChange, {
        body: { kind, note, policies },
        headers: { 'idempotency-key': key },
      });
      return { redirect: `${path}?done=declared` };
    } catch (error) {
      return declarationView(services.db, { ...typed, key: crypto.randomUUID() }, refusalIn(error));
    }
  },
});

function kindView({ kind, note }: TypedChange, refused: Refused): View {
  return {
    title: 'Declare a significant change',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Declare a significant change</h1>
          <p class="lead">The policies that it concerns are reviewed at once, out of turn.</p>
        </div>
        <form method="post" action={`${path}/new`} class="form">
          <FaultSummary {...refused} />
          <Choice
            name="/kind"
            label="What it is"
            value={kind ?? ''}
            fault={refused.faults.get('/kind')}
            options={significantChanges.map((value) => ({
              value,
              label: significantChangeWords[value],
              hint: significantChangeMeanings[value],
            }))}
          />
          <TextArea
            name="/note"
            label="What has changed, and why policies must be looked at"
            hint="For their owners."
            value={note}
            fault={refused.faults.get('/note')}
          />
          <p class="buttons">
            <button>Continue …</button>
            <a href={path}>Back, nothing is declared yet</a>
          </p>
        </form>
      </>
    ),
  };
}

async function declarationView(db: Database, typed: TypedChange, refused: Refused): Promise<View> {
  const policies = await reviewablePolicies(db);
  const { kind, note, key } = typed;
  const concerned = typed.policies ?? policies.filter((one) => isReviewedOn(one, kind)).map(({ id }) => id);
  const faults = atFields(refused.faults);
  return {
    title: 'Which policies does it concern?',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Which policies does it concern?</h1>
          <p class="lead">
            {kind !== undefined && significantChangeWords[kind]}: {note}
          </p>
        </div>
        <form method="post" action={path} class="form">
          <FaultSummary message={refused.message} faults={faults} />
          <input type="hidden" name="key" value={key} />
          <input type="hidden" name="/kind" value={kind} />
          <input type="hidden" name="/note" value={note} />
          <input type="hidden" name="chosen" value="yes" />
          <Choices
            name="/policies"
            label="Reviewed at once"
            hint={`${counted(concerned.length, 'policy', 'policies')} of ${policies.length} name this kind of change; you can choose others.`}
            values={concerned}
            fault={faults.get('/policies')}
            options={policies.map((one) => ({
              value: one.id,
              label: one.title,
              ...(isReviewedOn(one, kind) && { hint: 'Reviewed on a change of this kind.' }),
            }))}
          />
          <p class="buttons">
            <button>Declare it</button>
            <a href={`${path}/new`}>Back, nothing is declared yet</a>
          </p>
        </form>
      </>
    ),
  };
}

function isReviewedOn({ reviewOn }: ReviewablePolicy, kind: SignificantChange | undefined): boolean {
  return kind !== undefined && reviewOn.includes(kind);
}
