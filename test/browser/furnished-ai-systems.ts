import { AiSystemScene } from '../api/ai-system-scene.ts';
import { ShadowAiScene } from '../api/shadow-ai-scene.ts';
import { gateway, sentUse } from '../api/usage-scene.ts';
import { eventually } from '../eventually.ts';
import { exampleSubmission, type TestOrganisation } from '../test-organisation.ts';
import { done } from './done.ts';

/** What there is to see of AI systems. */
export interface FurnishedAiSystems {
  /** In use for weeks: with boundaries, one of them broken, a change to be signed, and somebody who wishes to join. */
  system: string;
  /** Approved, and not in use yet. */
  approvedSystem: string;
  suspendedSystem: string;
  decommissionedSystem: string;
  /** Findings of what nobody has approved: one that is open, and one that is blocked. */
  shadowAi: string;
  blockedShadowAi: string;
}

const boundaries = [
  {
    id: 'answer-quality',
    statement: 'At least seven in ten summaries are taken over without being rewritten.',
    kind: 'metric',
    metric: 'answer_quality',
    least: 0.7,
    most: null,
    windowMinutes: 1_440,
    minSamples: 3,
  },
  {
    id: 'no-health',
    statement: 'No data about health.',
    kind: 'data_class',
    dataClasses: ['special_category'],
  },
  { id: 'cost-a-day', statement: 'It stays affordable.', kind: 'cost', most: 40, windowMinutes: 1_440 },
  { id: 'rate', statement: 'People still read contracts.', kind: 'rate', most: 500, windowMinutes: 60 },
];

/** Lets people have systems approved and use them, so that every page about them has something to say. */
export async function furnishAiSystems(organisation: TestOrganisation): Promise<FurnishedAiSystems> {
  const scene = new AiSystemScene(organisation);
  const called = (name: string, title: string) => ({
    title,
    system: { ...(exampleSubmission()['system'] as object), name },
  });
  const system = await usedForWeeks(
    organisation,
    scene,
    called('Contract Summaries', 'Summaries of contracts'),
  );
  const approvedSystem = await scene.approved(called('Meeting Notes', 'Notes of meetings in sales'));
  const suspendedSystem = await scene.suspended(called('Ticket Router', 'Sorting of tickets'));
  const decommissionedSystem = await scene.live(called('Old Chat', 'The first chat bot'));
  await done(
    scene.act('business-owner', decommissionedSystem, 'decommissioning', { reason: 'Nobody used it.' }),
  );
  const shadowAi = new ShadowAiScene(organisation);
  const blockedShadowAi = await shadowAi.found('Résumé Writer');
  await done(
    shadowAi.act('compliance', blockedShadowAi, 'blocking', { note: 'The proxy refuses it since Monday.' }),
  );
  return {
    system,
    approvedSystem,
    suspendedSystem,
    decommissionedSystem,
    shadowAi: await shadowAi.found('Meeting Robot'),
    blockedShadowAi,
  };
}

async function usedForWeeks(
  organisation: TestOrganisation,
  scene: AiSystemScene,
  submission: Record<string, unknown>,
): Promise<string> {
  const id = await scene.live(submission);
  await done(scene.set('business-owner', id, 'boundaries', { boundaries }));
  await done(scene.set('business-owner', id, 'training', { training: ['ai_use'] }));
  await tellOfUse(organisation, id);
  const change = { change: 'model_version', note: 'example-large-3 from 1 March.' };
  await done(scene.act('business-owner', id, 'changes', change));
  const reason = 'Our team reads contracts too since June.';
  await done(scene.act('colleague', id, 'joinings', { reason }));
  await eventually(async () => (await scene.read(id, '/breaches')).body['items']);
  return id;
}

const day = 86_400_000;

/** Weeks of use that get worse towards the end, and the use of what nobody has approved. */
async function tellOfUse(organisation: TestOrganisation, system: string): Promise<void> {
  const tell = await gateway(organisation);
  const now = Date.now();
  const uses = Array.from({ length: 26 }, (_, index) => index)
    // Nobody reads contracts on some days.
    .filter((daysAgo) => daysAgo % 7 > 1)
    .flatMap((daysAgo) =>
      [0.04, -0.02, 0.01].map((deviation, part) =>
        sentUse(system, {
          usedAt: new Date(now - daysAgo * day - part * 60_000).toISOString(),
          dataClass: 'confidential',
          requests: 20 + ((daysAgo * 7) % 11),
          cost: 4.2 + (daysAgo % 5),
          measurements: { answer_quality: 0.64 + Math.min(daysAgo, 14) * 0.018 + deviation },
        }),
      ),
    );
  const unknown = ['Slide Wizard', 'Free Translator', 'Free Translator'].map((name, index) =>
    sentUse(name, { person: index === 0 ? 'colleague' : 'legal' }),
  );
  const sent = await tell('POST', '/v1/usage-events', { events: [...uses, ...unknown] });
  if (sent.status !== 200 || sent.body['refused'] !== 0) throw new Error(JSON.stringify(sent.body));
}
