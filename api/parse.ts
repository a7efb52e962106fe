import type { z } from 'zod';
import { type FieldFault, Problem } from './problem.ts';

/** What the schema makes of the input. Throws a Problem that names every field at fault, or what `otherwise` makes of them. */
export function parse(
  schema: z.ZodType | undefined,
  input: unknown,
  otherwise: (faults: FieldFault[]) => Problem = (errors) =>
    new Problem('invalid', 'Some of what was sent cannot be accepted; `errors` says what.', { errors }),
): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw otherwise(parsed.error.issues.flatMap(faultsOf));
}

/** The fields that an issue of a schema is about. */
export function faultsOf(issue: z.core.$ZodIssue): FieldFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerTo([...issue.path, key]),
      detail: 'There is no such field.',
    }));
  }
  return [{ pointer: pointerTo(issue.path), detail: issue.message }];
}

/** RFC 6901. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
