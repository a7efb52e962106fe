import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/database.ts';
import { readEvents } from '../../db/event-store.ts';
import { verifyRegister } from '../../db/verification.ts';
import type { AdoptionRequestEvent } from '../../domain/adoption-request-state.ts';
import { eventually } from '../eventually.ts';
import { Deployment, parts } from './deployment.ts';
import { PersistentClient } from './persistent-client.ts';

const everyone = [
  ['security', 'security'],
  ['legal', 'legal'],
  ['privacy', 'privacy'],
  ['business-owner', 'business_owner'],
] as const;

let deployment: Deployment;
let db: Database;
beforeAll(async () => {
  deployment = await Deployment.start();
  db = openDatabase(deployment.databaseUrl);
});
afterAll(async () => {
  await db.destroy();
  await deployment.stop();
});

/** Requests with all of their sign-offs, five requests at a time; every fifth is left undecided. */
async function load(client: PersistentClient, requests: number, onHalf: () => void): Promise<void> {
  let begun = 0;
  const lane = async () => {
    while (begun < requests) {
      const number = begun++;
      if (number === Math.floor(requests / 2)) onHalf();
      const id = await client.submit();
      const signing = number % 5 === 0 ? everyone.slice(0, 2) : everyone;
      await Promise.all(signing.map(([account, role]) => client.signOff(account, id, role)));
    }
  };
  await Promise.all(Array.from({ length: 5 }, lane));
}

function eventsOf(id: string): Promise<AdoptionRequestEvent[]> {
  return readEvents<AdoptionRequestEvent>(db, `adoption-request/${id}`);
}

describe.each(parts)('kill -9 of %s in the middle of the load', (part) => {
  it('loses nothing that was acknowledged, does nothing twice, and leaves every open request running', async () => {
    const client = new PersistentClient(deployment);
    let loading = Promise.resolve();
    await new Promise<void>((half) => {
      loading = load(client, 40, half);
    });
    await deployment.kill(part);
    await deployment.startPart(part);
    await loading;

    expect(client.acknowledged).toHaveLength(40 + 8 * 2 + 32 * 4);
    const ids = client.acknowledged.flatMap(({ requestId, role }) => (role === undefined ? [requestId] : []));
    expect(new Set(ids).size).toBe(40);
    for (const id of ids) {
      const roles = client.acknowledged.flatMap((operation) =>
        operation.requestId === id && operation.role !== undefined ? [operation.role] : [],
      );
      const events = await eventually(async () => {
        const recorded = await eventsOf(id);
        return recorded.filter(({ type }) => type === 'SignedOff').length >= roles.length && recorded;
      }, 60_000);
      const signed = events.flatMap((event) => (event.type === 'SignedOff' ? [event.role] : []));
      expect(signed.toSorted()).toEqual(roles.toSorted());
      expect(events.filter(({ type }) => type === 'Submitted')).toHaveLength(1);
      expect(events.filter(({ type }) => type === 'Decided')).toHaveLength(roles.length === 4 ? 1 : 0);
    }
    expect(await verifyRegister(db)).toMatchObject({ ok: true, broken: null });

    const connection = await Connection.connect({ address: deployment.temporalAddress });
    const workflows = new Client({ connection }).workflow;
    const open = await db.selectFrom('adoption_request').select('id').where('open', '=', true).execute();
    expect(open.length).toBeGreaterThanOrEqual(8);
    for (const { id } of open) {
      const { status } = await workflows.getHandle(`adoption-request/${id}`).describe();
      expect(status.name).toBe('RUNNING');
    }
    const failed: string[] = [];
    for await (const { workflowId } of workflows.list({ query: 'ExecutionStatus = "Failed"' }))
      failed.push(workflowId);
    expect(failed).toEqual([]);
    await connection.close();
  }, 180_000);
});
