import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
import { eventually } from '../eventually.ts';
import { OversightScene } from './oversight-scene.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ worker: false, outcomeTimeoutMs: 100 });
});
afterAll(() => organisation.close());

describe('a decision that is submitted while no worker is there', () => {
  it('is accepted, held all the while, and taken up once there is one', async () => {
    const scene = new OversightScene(organisation);
    const key = { 'idempotency-key': 'loan-1' };
    const opened = await scene.open({ holdUntilReviewed: true }, 'colleague', key);
    expect([opened.status, opened.body.state]).toEqual([202, 'accepted']);
    const path = opened.headers.get('location') ?? '';
    const waiting = await organisation.call('colleague', 'GET', path);
    expect([waiting.status, waiting.body.state]).toEqual([202, 'accepted']);
    await organisation.startWorker();
    const taken = await eventually(async () => {
      const read = await organisation.call('colleague', 'GET', path);
      return read.status === 200 && read.body;
    });
    expect(taken).toMatchObject({ id: opened.body.id, held: true, state: 'open' });
    const again = await scene.open({ holdUntilReviewed: true }, 'colleague', key);
    expect([again.status, again.body.id, again.body.held]).toEqual([202, opened.body.id, true]);
  });
});
