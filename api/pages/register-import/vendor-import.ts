import { importVendors } from '../../routes/vendor-table.ts';
import { importPages } from './register-import.tsx';

export const { start, check, putIn, putInFile } = importPages({
  register: '/vendors',
  noun: 'vendor',
  mostRows: '5,000',
  isExported: true,
  route: importVendors,
  columns: [
    ['name', 'As people call the vendor.'],
    ['website', 'Its address, from http:// or https:// on.'],
    ['services', 'What it does for the organisation.'],
    ['criticality', 'standard or critical; empty: standard.'],
    ['owner', 'A user name; empty: you.'],
  ],
  needed: 'name',
  pathOf: ({ vendor = '' }) => `/vendors/${vendor}`,
  nameOf: ({ name }) => name,
});
