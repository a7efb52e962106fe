/** The API and its pages as they are, and beside them one page that asks the database nothing of its own. */
import { pages } from '../api/pages/index.ts';
import { page } from '../api/pages/page.ts';

pages.push(
  page({
    method: 'get',
    path: '/constant',
    access: 'anyone',
    handle: () => Promise.resolve({ title: 'Constant', main: <h1>Constant</h1> }),
  }),
);

await import('../api/main.ts');
