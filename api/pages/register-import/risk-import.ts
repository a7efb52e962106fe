import { importRisks } from '../../routes/risk-table.ts';
import { importPages } from './register-import.tsx';

export const { start, check, putIn, putInFile } = importPages({
  register: '/risks',
  noun: 'risk',
  mostRows: '5,000',
  isExported: true,
  route: importRisks,
  columns: [
    [
      'title, category, cause, consequence',
      'What can happen. The category by its name in the API, such as privacy.',
    ],
    ['inherentLikelihood, inherentImpact', 'Levels from 1 to 5, without controls.'],
    ['residualLikelihood, residualImpact', 'With controls; empty: as without.'],
    ['owner', 'A user name; empty: you.'],
    ['systems, vendors, controls', 'Names, separated by semicolons.'],
    ['requests', 'Ids of adoption requests, separated by semicolons.'],
  ],
  needed: 'title, category, cause, consequence, inherentLikelihood and inherentImpact',
  pathOf: ({ risk = '' }) => `/risks/${risk}`,
  nameOf: ({ title }) => title,
});
