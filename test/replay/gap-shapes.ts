import { ApplicabilityScene } from '../api/statement-of-applicability-scene.ts';
import { GapScene } from '../api/gap-scene.ts';
import { eventually } from '../eventually.ts';
import type { Life } from './life.ts';

const plan = {
  text: 'We write it down.',
  dueOn: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
};
const closing = { cause: 'Nobody had written it down.', correction: 'It is written down.' };

/** Every shape that the life of a gap can take; each leaves a closed workflow. */
export const gapShapes: Record<string, Life> = {
  'gap-planned-mended-and-closed': async (organisation) => {
    const scene = new GapScene(organisation);
    const id = await scene.assigned('objectives');
    await scene.act('colleague', id, 'plan', plan);
    await scene.act('colleague', id, 'closing', closing);
    await scene.file('objectives');
    await scene.evaluate();
    await eventually(async () => (await scene.eventsOf(id)).includes('GapCounted'));
    await scene.act('colleague', id, 'closing', closing);
    return `gap/${id}`;
  },
  'gap-withdrawn-as-not-applicable': async (organisation) => {
    const id = await new GapScene(organisation).opened('customers');
    const scene = new ApplicabilityScene(organisation);
    const excluded = [{ statement: 'customers', justification: 'We have none.' }];
    await scene.signed({}, excluded);
    return `gap/${id}`;
  },
  'gap-withdrawn-by-operator': async (organisation) => {
    const id = await new GapScene(organisation).opened('societal-impact');
    await organisation.client.workflow.getHandle(`gap/${id}`).cancel();
    return `gap/${id}`;
  },
};
