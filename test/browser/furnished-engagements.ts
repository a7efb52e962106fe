import { AuditEngagementScene } from '../api/audit-engagement-scene.ts';
import { AuditPackScene } from '../api/audit-pack-scene.ts';
import { pdf } from '../api/evidence-file.ts';
import type { TestOrganisation } from '../test-organisation.ts';
import { done } from './done.ts';

/** An engagement with requests in every state, and one that is over. */
export interface FurnishedEngagements {
  engagement: string;
  closedEngagement: string;
  /** Of the owner of a system, with a file that is not sent yet. */
  askedEvidence: string;
  answeredEvidence: string;
  acceptedEvidence: string;
}

export async function furnishEngagements(organisation: TestOrganisation): Promise<FurnishedEngagements> {
  const scene = new AuditEngagementScene(organisation);
  const auditor = scene.demoAuditor;
  await scene.system();
  const closedEngagement = await scene.opened({ title: 'ISO/IEC 42001, stage 1' });
  await done(scene.direct(closedEngagement, 'closing', { reason: 'Its report is there.' }));
  const engagement = await scene.opened();
  await new AuditPackScene(organisation).readyFor(engagement);
  // Whoever sees several has a list to see.
  await scene.opened({ title: 'Surveillance', firm: 'Another body' });
  const askedEvidence = await scene.asked(auditor, engagement, {
    title: 'Who reviewed the rankings in March, and how they were trained for it',
    text: 'The list, with the dates.\n\nOf those who have left as well.',
    to: 'requester',
  });
  await done(scene.upload('requester', askedEvidence, pdf, 'reviewers.pdf'), 201);
  const [answeredEvidence, acceptedEvidence] = [
    await scene.asked(auditor, engagement, { title: 'Minutes of the last management review' }),
    await scene.asked(auditor, engagement, { title: 'The contract with the provider' }),
  ];
  const { body } = await done(scene.upload('compliance', answeredEvidence, pdf, 'minutes.pdf'), 201);
  const answer = { text: 'See the file.', files: [body['hash']] };
  await done(scene.reply('compliance', answeredEvidence, 'answer', answer));
  await done(scene.reply('compliance', acceptedEvidence, 'declining', { reason: 'It is confidential.' }));
  const back = { text: 'An extract will do.', workingDays: 3 };
  await done(scene.judge(auditor, acceptedEvidence, 'asking-back', back));
  await done(scene.reply('compliance', acceptedEvidence, 'answer', { text: 'Clauses 4 to 7: none of it.' }));
  await done(scene.judge(auditor, acceptedEvidence, 'acceptance', { note: 'This will do.' }));
  return { engagement, closedEngagement, askedEvidence, answeredEvidence, acceptedEvidence };
}
