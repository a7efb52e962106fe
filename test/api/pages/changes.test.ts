import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../../eventually.ts';
import { TestOrganisation } from '../../test-organisation.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

async function follow(
  path: string,
  headers: Record<string, string>,
): Promise<{ response: IncomingMessage; heard: () => string }> {
  const asking = get(`${organisation.url}${path}`, { headers });
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  let heard = '';
  response.setEncoding('utf8').on('data', (text: string) => (heard += text));
  return { response, heard: () => heard };
}

it('tells an open page when somebody signs or says something, and only then', async () => {
  const { id } = (await organisation.submit()).body;
  const { html } = await organisation.page('requester', `/adoption-requests/${id}`);
  const path = /data-changes="([^"]+)"/.exec(html)?.[1] ?? '';
  const { response, heard } = await follow(path, { cookie: await organisation.signIn('requester') });
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toMatch(/^text\/event-stream/);

  await organisation.signOff('security', id, 'security');
  await eventually(async () => heard().includes('event: changed\ndata: 2.0\n'));
  await organisation.call('legal', 'POST', `/v1/adoption-requests/${id}/comments`, {
    text: 'And the retention?',
  });
  await eventually(async () => heard().includes('data: 2.1\n'));
  expect(heard().match(/event: changed/g)).toHaveLength(2);

  const late = await follow(path, { cookie: await organisation.signIn('legal'), 'last-event-id': '2.0' });
  await eventually(async () => late.heard().includes('data: 2.1\n'));
  for (const stream of [response, late.response]) stream.destroy();
});

it('tells nobody who has not signed in', async () => {
  const { id } = (await organisation.submit()).body;
  const { response } = await follow(`/adoption-requests/${id}/changes`, {});
  expect(response.statusCode).toBe(204);
});
