import type { CompletionSource } from '../../../domain/training.ts';
import type { NamedAudience } from '../../audience.ts';
import { roleWords } from '../words.ts';

const known: Record<string, string> = {
  ai_use: 'Use of AI',
  oversight: 'Oversight of AI',
};

/** What a course qualifies for: a word of an organisation's own is shown as it is. */
export function competenceWords(competence: string): string {
  return known[competence] ?? competence;
}

export const sourceWords: Record<CompletionSource, string> = {
  quiz: 'Passed here',
  external: 'Completed elsewhere',
};

/** "75 %". */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** "Everybody", or who it is, in a sentence's order. */
export function audienceInWords({ everyone, roles, teams, people }: NamedAudience): string {
  if (everyone) return 'Everybody';
  const parts = [
    ...roles.map((role) => `everybody with the role ${roleWords[role]}`),
    ...teams.map((team) => `the team ${team}`),
    ...people.map(({ name }) => name),
  ];
  return parts.length === 0 ? 'Nobody is asked to take it' : parts.join(', ');
}
