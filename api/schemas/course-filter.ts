import { z } from 'zod';
import { courseStates } from '../../domain/course.ts';
import { competence } from './course.ts';

/** What of the courses is asked for. */
export const courseFilter = {
  state: z.enum(courseStates).optional(),
  competence: competence.optional(),
};

export const coursePosition = z.strictObject({ title: z.string().max(400), id: z.uuid() });
