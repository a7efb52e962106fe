/** Downloads a server of Temporal's SDK into a folder: `sdk-download-process.ts dev-server|time-skipping FOLDER`. */
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [server, downloadDir] = process.argv.slice(2);
const options = {
  server: {
    executable: { type: 'cached-download' as const, ...(downloadDir !== undefined && { downloadDir }) },
  },
};
const environment =
  server === 'time-skipping'
    ? await TestWorkflowEnvironment.createTimeSkipping(options)
    : await TestWorkflowEnvironment.createLocal(options);
await environment.teardown();
