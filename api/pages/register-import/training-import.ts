import { importCompletions } from '../../routes/training-import.ts';
import { importPages } from './register-import.tsx';

export const { start, check, putIn, putInFile } = importPages({
  register: '/training',
  noun: 'completion',
  mostRows: '2,000',
  isExported: false,
  route: importCompletions,
  columns: [
    ['person', 'A user name.'],
    ['course', 'The title of a course, or its id.'],
    ['version', 'Of the course; empty: the one that was in force then.'],
    ['completedAt', 'A day, from its beginning, or a day and a time.'],
    ['validUntil', 'The same; empty: as long as the course has it.'],
    ['score', 'From 0 to 1, or empty.'],
    ['vouchedBy', 'A user name; empty: you. Nobody vouches for their own.'],
    ['evidence', 'SHA-256 of a file among those of the person’s training, or empty.'],
    ['externalId', 'What it is called where it comes from: it is put down once.'],
  ],
  needed: 'person, course and completedAt',
  pathOf: ({ completion = '' }) => `/training-completions/${completion}`,
  nameOf: ({ userName }) => userName,
});
