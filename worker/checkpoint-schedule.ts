import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';

const scheduleId = 'checkpoint';

/** Has a checkpoint written every `intervalSeconds`; an existing schedule takes over a changed interval. */
export async function ensureCheckpointSchedule(
  client: Client,
  taskQueue: string,
  intervalSeconds: number,
): Promise<void> {
  const spec = { intervals: [{ every: intervalSeconds * 1000 }] };
  const action = {
    type: 'startWorkflow' as const,
    workflowType: 'checkpoint',
    workflowId: 'checkpoint',
    taskQueue,
    args: [],
    staticSummary: 'Signed checkpoint of the audit trail',
  };
  // A checkpoint covers all that came before it, so one that is skipped loses nothing.
  const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: intervalSeconds * 1000 };
  try {
    await client.schedule.create({ scheduleId, spec, action, policies });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const schedule = client.schedule.getHandle(scheduleId);
    await schedule.update(({ state }) => ({ spec, action, policies, state }));
  }
}
