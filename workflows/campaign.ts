import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { CampaignActivities } from '../activities/campaign.ts';
import { Deadline } from './deadline.ts';
import { legible } from './legible.ts';

/** The people of a campaign, their number and their names, stay in the database: its history is as long for ten as for a hundred thousand. */
export interface CampaignInput {
  id: string;
}

// A round may take minutes where there are very many people, and says after each batch that it is alive. What it has done
// stays done, so it may be tried as often as it takes.
const { goRound } = proxyActivities<CampaignActivities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  summary: 'Ask, remind and escalate whoever it is time for',
});

/** Somebody or something in the campaign has changed. */
export const wakeSignal = defineSignal('wake');

/** Asks people to acknowledge a policy or to complete a course, for as long as anybody is to be asked or reminded. */
export async function campaign({ id }: CampaignInput): Promise<void> {
  const deadline = new Deadline();
  let wakes = 0;
  setHandler(wakeSignal, () => {
    wakes += 1;
  });
  for (;;) {
    // Before the round: whatever wakes it meanwhile is for the next one.
    const known = wakes;
    const next = await goRound(id, new Date().toISOString());
    if (wakes !== known) continue;
    setCurrentDetails(next === null ? 'Nobody is waited for.' : `Looks again at ${legible(next)}`);
    if (next === null) return;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof campaign>({ id });
    deadline.arm(next, `until ${legible(next)}`);
    await condition(() => wakes !== known || deadline.hasPassed);
  }
}
