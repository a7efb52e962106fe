import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlePath } from '../../worker/workflow-bundle.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { shapes } from './shapes.ts';

const folder = path.join(import.meta.dirname, 'histories');
/** `RECORD_HISTORIES=1 npx vitest run test/replay` (`-t` one shape) keeps the histories made now, after a change that was meant. */
const recording = process.env.RECORD_HISTORIES === '1';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

async function replay(history: unknown): Promise<void> {
  await Worker.runReplayHistory({ workflowBundle: { codePath: bundlePath } }, history);
}

describe('today’s histories', () => {
  it.each(Object.entries(shapes))('%s: is lived through, and replays', async (name, live) => {
    const workflowId = await live(organisation);
    const handle = organisation.client.workflow.getHandle(workflowId);
    await handle.result().catch(() => undefined);
    const history = await handle.fetchHistory();
    await replay(history);
    if (recording) {
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, `${name}.json`), `${historyToJSON(history)}\n`);
    }
  });
});

describe('recorded histories', () => {
  it('each shape has one, and all of them replay with today’s code', async () => {
    const files = await readdir(folder);
    expect(files.toSorted()).toEqual(
      Object.keys(shapes)
        .map((name) => `${name}.json`)
        .toSorted(),
    );
    for (const file of files) await replay(JSON.parse(await readFile(path.join(folder, file), 'utf8')));
  });
});
