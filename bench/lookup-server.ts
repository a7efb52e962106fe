/** The peer of usage checks: Express and one look into an index for each request, with nothing on record and nobody asked who they are. */
import { once } from 'node:events';
import express from 'express';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const app = express();
app.use(express.json());
app.get('/readyz', (_request, response) => {
  response.json({});
});
app.post('/lookup', async (request, response) => {
  const { person } = request.body as { person: string };
  const { rows } = await pool.query({
    name: 'lookup',
    text: 'select id, active from person where id = $1',
    values: [person],
  });
  response.json({ allowed: rows.length > 0 });
});
const server = app.listen(Number(process.env['PORT']), '127.0.0.1');
await once(process, 'SIGTERM');
server.close();
server.closeAllConnections();
await pool.end();
