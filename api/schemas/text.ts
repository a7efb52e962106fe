import { z } from 'zod';

const whole = (text: string) => text.isWellFormed() && !text.includes('\0');

/** Whether a list holds everything once. */
export const allDistinct = (items: readonly unknown[]) => new Set(items).size === items.length;

/** Text of at most `max` characters, kept exactly as it came: any Unicode but NUL. */
export function text(max: number) {
  return z.string().max(max).refine(whole, 'must be Unicode text without NUL');
}

/** Text that says something. */
export function someText(max: number) {
  return text(max).refine((value) => value.trim() !== '', 'must not be blank');
}

/** An instant in any offset, as UTC. From 1900 to 9999, so that text order is time order and the database can hold it. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be a day and a time, such as 2027-01-31T09:00:00Z' })
  .transform((value) => new Date(value).toISOString())
  .refine((value) => value >= '1900', 'must lie between the years 1900 and 9999');

/** How far a stream has been read. */
export const eventsSeen = z.coerce.number().int().min(0).max(2_147_483_647).default(0);

/** Ids are written in small letters, whatever they are asked for in. */
export const requestId = z.uuid().toLowerCase();
export const localDate = z.iso.date({ error: 'must be a day, such as 2027-01-31' });

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
