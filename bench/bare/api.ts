/** The least of an API: no accounts, no checks. It waits for its row the way ours waits for an outcome, with the same class. */
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import express from 'express';
import { OutcomeWatcher } from '../../api/outcome-watcher.ts';
import { openDatabase } from '../../db/database.ts';

const { TEMPORAL_ADDRESS: address = '', DATABASE_URL: databaseUrl = '', PORT: port = '' } = process.env;
const client = new Client({ connection: await Connection.connect({ address }) });
const rows = new OutcomeWatcher(openDatabase(databaseUrl));

async function inserted(commandId: string): Promise<void> {
  if ((await rows.wait(commandId, 60_000)) === undefined) throw new Error(`no row for ${commandId}`);
}

const app = express();
app.use(express.json());
app.get('/readyz', (_request, response) => void response.json({}));
app.post('/requests', async (_request, response) => {
  const id = randomUUID();
  await client.workflow.start('bareRequest', { workflowId: id, taskQueue: 'bare', args: [id] });
  await inserted(id);
  response.status(201).json({ id });
});
app.post('/requests/:id/sign-offs', async (request, response) => {
  const signId = randomUUID();
  await client.workflow.getHandle(request.params.id).signal('signOff', signId);
  await inserted(signId);
  response.json({ id: request.params.id });
});
app.listen(Number(port), '127.0.0.1');
