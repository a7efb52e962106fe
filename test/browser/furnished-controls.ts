import { GapScene } from '../api/gap-scene.ts';
import { ApplicabilityScene } from '../api/statement-of-applicability-scene.ts';
import type { TestOrganisation } from '../test-organisation.ts';
import { done } from './done.ts';

/** What there is to see of controls. */
export interface FurnishedControls {
  /** Kim Colleague's, with a plan. */
  gap: string;
  closedGap: string;
}

/** Lets controls be looked at, gaps be mended, and what applies be signed and put forward anew. */
export async function furnishControls(organisation: TestOrganisation): Promise<FurnishedControls> {
  const scene = new GapScene(organisation);
  const applicability = new ApplicabilityScene(organisation);
  await applicability.signed(
    {
      'A.9.2': { justification: 'We use AI of others.', owner: 'compliance' },
      'A.10.4': { applicable: false, justification: 'No customer is affected by our use of AI.' },
    },
    [{ statement: 'societal-impact', justification: 'Assessed together with the fundamental rights.' }],
  );
  await applicability.waiting();
  const gap = await scene.assigned('interested-parties');
  const plan = { text: 'A page says which AI we use and for what.', dueOn: soon() };
  await done(scene.act('colleague', gap, 'plan', plan));
  const closedGap = await scene.mended('objectives');
  const closing = {
    cause: 'They had been set, and not written down.',
    correction: 'They are in the handbook.',
  };
  await done(scene.act('colleague', closedGap, 'closing', closing));
  await scene.evaluate();
  return { gap, closedGap };
}

function soon(): string {
  return new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
}
