import { z } from 'zod';
import { changeOneCourse, retireOneCourse } from '../../routes/course.ts';
import { requestId } from '../../schemas/text.ts';
import { FaultSummary, TextArea } from '../components/form.tsx';
import { page, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { DetailFields } from './course-fields.tsx';
import { atCourseFields, detailsBody, detailsIn, type TypedDetails, typedDetails } from './course-form.ts';
import { type CourseReading, readCourseFor } from './course-reading.ts';

const access: ['compliance_manager'] = ['compliance_manager'];
const params = z.object({ id: requestId });

export const readCourseDetails = page({
  method: 'get',
  path: '/courses/{id}/details',
  access,
  params,
  handle: async ({ params: { id }, perform }) => {
    const course = await readCourseFor(perform, id);
    return changeView(course, typedDetails(course), notRefused);
  },
});

export const change = page({
  method: 'post',
  path: '/courses/{id}/details',
  access,
  params,
  handle: async ({ params: { id }, form, perform }) => {
    const typed = detailsIn(form);
    try {
      await perform(changeOneCourse, { params: { id }, body: detailsBody(typed) });
      return { redirect: `/courses/${id}?done=changed` };
    } catch (error) {
      return changeView(await readCourseFor(perform, id), typed, atCourseFields(refusalIn(error)));
    }
  },
});

export const askRetirement = page({
  method: 'get',
  path: '/courses/{id}/retirement',
  access,
  params,
  handle: async ({ params: { id }, perform }) =>
    retirementView(await readCourseFor(perform, id), '', notRefused),
});

export const retire = page({
  method: 'post',
  path: '/courses/{id}/retirement',
  access,
  params,
  handle: async ({ params: { id }, form, perform }) => {
    const reason = form.text('/reason');
    try {
      await perform(retireOneCourse, { params: { id }, body: { reason } });
      return { redirect: `/courses/${id}?done=retired` };
    } catch (error) {
      return retirementView(await readCourseFor(perform, id), reason, refusalIn(error));
    }
  },
});

function changeView({ id, title }: CourseReading, typed: TypedDetails, refused: Refused): View {
  return {
    title: `Change ${title}`,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Change for whom, and how</h1>
          <p class="lead">
            Whoever is asked keeps the time they were given. What was completed holds as long as it did.
          </p>
        </div>
        <form method="post" action={`/courses/${id}/details`} class="form">
          <FaultSummary {...refused} />
          <DetailFields typed={typed} faults={refused.faults} />
          <p class="buttons">
            <button>Change it</button>
            <a href={`/courses/${id}`}>Back, nothing is changed yet</a>
          </p>
        </form>
      </>
    ),
  };
}

function retirementView({ id, title }: CourseReading, reason: string, refused: Refused): View {
  return {
    title: `Retire ${title}`,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Retire “{title}”?</h1>
          <p class="lead">
            That is final: nobody takes it any more. What people have completed counts as long as it holds.
          </p>
        </div>
        <form method="post" action={`/courses/${id}/retirement`} class="form">
          <FaultSummary {...refused} />
          <TextArea
            name="/reason"
            label="Why"
            rows={3}
            value={reason}
            fault={refused.faults.get('/reason')}
          />
          <p class="buttons">
            <button class="button-bad">Retire it</button>
            <a href={`/courses/${id}`}>Leave it in force</a>
          </p>
        </form>
      </>
    ),
  };
}
