import { z } from 'zod';

const whole = (text: string) => text.isWellFormed() && !text.includes('\0');

/** Text of at most `max` characters, kept exactly as it came: any Unicode but NUL. */
export function text(max: number) {
  return z.string().max(max).refine(whole, 'must be Unicode text without NUL');
}

/** Text that says something. */
export function someText(max: number) {
  return text(max).refine((value) => value.trim() !== '', 'must not be blank');
}

export const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString());
export const localDate = z.iso.date();

/** A person, by id or by user name. */
export const personReference = someText(200).meta({ description: 'A person, by id or user name.' });

export const personName = z
  .object({ id: z.string(), userName: z.string(), name: z.string() })
  .meta({ id: 'PersonName' });

export const cursor = z
  .string()
  .max(1_000)
  .optional()
  .meta({ description: 'The `next` of the page before.' });
export const limit = z.coerce.number().int().min(1).max(200).default(50);
