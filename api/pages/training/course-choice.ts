import { listCourses } from '../../../db/course.ts';
import type { Services } from '../../services.ts';
import type { Option } from '../components/form.tsx';

/** The first 200 courses that can be taken, for a condition to ask for. */
export async function coursesToChoose({ db }: Pick<Services, 'db'>): Promise<Option[]> {
  const courses = await listCourses(db, { state: 'in_force' }, 200);
  return courses.map(({ id, details }) => ({ value: id, label: details.title }));
}
