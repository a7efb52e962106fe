import { aiUseCourse } from './course-ai-use.ts';
import { oversightCourse } from './course-oversight.ts';
import type { CourseTemplate } from './course.ts';

export const courseTemplates: readonly CourseTemplate[] = [aiUseCourse, oversightCourse];

export function findCourseTemplate(id: string): CourseTemplate | undefined {
  return courseTemplates.find((template) => template.id === id);
}
