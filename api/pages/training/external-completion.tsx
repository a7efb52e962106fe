import { z } from 'zod';
import { knownPerson } from '../../person-representation.ts';
import { addOneCompletion } from '../../routes/training-completion.ts';
import { addOneTrainingEvidence } from '../../routes/training-evidence.ts';
import { text } from '../../schemas/text.ts';
import { FaultSummary, FileField, type Option, Select, TextField } from '../components/form.tsx';
import { Form, page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { coursesToChoose } from './course-choice.ts';

const access: ['compliance_manager'] = ['compliance_manager'];
const params = z.object({ id: text(200) });
type Call = PageCall<typeof params, undefined>;

/** What somebody has completed elsewhere, put down by hand. */
export const newExternalCompletion = page({
  method: 'get',
  path: '/people/{id}/training/new',
  access,
  params,
  handle: (call) => formView(call, new Form(new URLSearchParams()), notRefused),
});

/** With a file that shows it. However often it is sent, it is among those of the person’s training once. */
export const addExternalCompletion = page({
  method: 'post',
  path: '/people/{id}/training',
  access,
  params,
  takesFile: true,
  handle: async (call) => {
    const { form, params: asked } = call;
    try {
      const evidence = await evidenceOf(call);
      const { body } = await call.perform(addOneCompletion, {
        body: {
          person: asked.id,
          course: form.text('/course'),
          completedAt: form.text('/completedAt'),
          ...said('validUntil', form.text('/validUntil')),
          ...said('vouchedBy', form.text('/vouchedBy')),
          ...(form.text('/score') === '' ? {} : { score: Number(form.text('/score')) / 100 }),
          ...said('evidence', evidence),
        },
      });
      return { redirect: `/training-completions/${(body as { id: string }).id}` };
    } catch (error) {
      return formView(call, form, refusalIn(error));
    }
  },
});

/** The hash of the file that was sent with the form; empty where none was. */
async function evidenceOf({ params: asked, file, perform }: Call): Promise<string> {
  if (file === undefined) return '';
  const { body } = await perform(addOneTrainingEvidence, { params: asked, body: { file } });
  return (body as { hash: string }).hash;
}

function said(field: string, value: string): Record<string, string> {
  return value === '' ? {} : { [field]: value };
}

async function formView({ params: { id }, services }: Call, form: Form, refused: Refused): Promise<View> {
  const person = await knownPerson(services, id);
  const courses = await coursesToChoose(services);
  return {
    title: `Completed elsewhere · ${person.name}`,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <a href={`/people/${person.id}/training`}>Training of {person.name}</a>
          </p>
          <h1>Completed elsewhere</h1>
          <p class="lead">
            What {person.name} has learnt outside Countersign, by whoever vouches for it. Nobody vouches for
            their own.
          </p>
        </div>
        <form
          method="post"
          action={`/people/${person.id}/training`}
          enctype="multipart/form-data"
          class="form"
        >
          <FaultSummary {...refused} />
          <Fields form={form} courses={courses} refused={refused} />
          <p class="buttons">
            <button>Put it down</button>
            <a href={`/people/${person.id}/training`}>Leave it</a>
          </p>
        </form>
      </>
    ),
  };
}

function Fields({
  form,
  courses,
  refused: { faults },
}: {
  form: Form;
  courses: readonly Option[];
  refused: Refused;
}) {
  const field = (name: string) => ({ name, value: form.text(name), fault: faults.get(name) });
  return (
    <>
      <Select {...field('/course')} label="It stands for this course" options={[...courses]} />
      <div class="row">
        <TextField {...field('/completedAt')} label="Completed on" type="date" />
        <TextField
          {...field('/validUntil')}
          label="Valid until"
          type="date"
          optional
          hint="Empty: as long as the course has it."
        />
        <TextField {...field('/score')} label="Result" type="number" small optional hint="Percent" />
      </div>
      <TextField
        {...field('/vouchedBy')}
        label="Who vouches for it"
        optional
        hint="Their user name. Empty: you."
      />
      <FileField
        name="file"
        label="What shows it"
        optional
        hint="A certificate or a list of who was there: PDF, PNG, JPEG, TXT, CSV or Office, at most 25 MiB."
        fault={faults.get('/file') ?? faults.get('/evidence')}
      />
    </>
  );
}
