import {
  allHandlersFinished,
  condition,
  defineSignal,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { BareActivities } from './activities.ts';

const { insert } = proxyActivities<BareActivities>({ startToCloseTimeout: '30 seconds' });

const signOff = defineSignal<[string]>('signOff');

/** What one would write first: a row for the start and a row for each signal, until there have been four signals. */
export async function bareRequest(startId: string): Promise<void> {
  const { workflowId } = workflowInfo();
  let signed = 0;
  setHandler(signOff, async (signId) => {
    await insert(signId, workflowId);
    signed += 1;
  });
  await insert(startId, workflowId);
  await condition(() => signed === 4 && allHandlersFinished());
}
