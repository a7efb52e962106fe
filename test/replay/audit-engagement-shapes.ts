import { AuditEngagementScene, dayFromNow } from '../api/audit-engagement-scene.ts';
import { eventually } from '../eventually.ts';
import type { Life } from './life.ts';

/** Every shape that the life of an engagement, and of a request for evidence, can take; each leaves a closed workflow. */
export const auditEngagementShapes: Record<string, Life> = {
  'audit-engagement-directed-and-closed': async (organisation) => {
    const scene = new AuditEngagementScene(organisation);
    const id = await scene.opened({ auditors: [] });
    await scene.direct(id, 'auditors', { auditor: 'external-auditor' });
    await scene.direct(id, 'end', { endsOn: dayFromNow(60), reason: 'The interviews take longer.' });
    await scene.direct(id, 'auditor-removal', { auditor: 'external-auditor', reason: 'Left the firm.' });
    await scene.direct(id, 'closing', { reason: 'The report is there.' });
    return `audit-engagement/${id}`;
  },
  'audit-engagement-closed-by-operator': async (organisation) => {
    const id = await new AuditEngagementScene(organisation).opened();
    await organisation.client.workflow.getHandle(`audit-engagement/${id}`).cancel();
    return `audit-engagement/${id}`;
  },
  'evidence-request-asked-back-and-accepted': async (organisation) => {
    const scene = new AuditEngagementScene(organisation);
    const auditor = scene.demoAuditor;
    const id = await scene.asked(auditor, await scene.opened());
    await scene.reply('compliance', id, 'handover', { to: 'colleague' });
    await scene.reply('colleague', id, 'answer', { text: 'Here.' });
    await scene.judge(auditor, id, 'asking-back', { text: 'And April?', workingDays: 2 });
    await scene.reply('colleague', id, 'declining', { reason: 'There was none in April.' });
    await scene.judge(auditor, id, 'acceptance', { note: 'Understood.' });
    return `evidence-request/${id}`;
  },
  'evidence-request-called-off-with-its-engagement': async (organisation) => {
    const scene = new AuditEngagementScene(organisation);
    const engagement = await scene.opened();
    const id = await scene.asked(scene.demoAuditor, engagement);
    await scene.direct(engagement, 'closing', { reason: 'The report is there.' });
    await eventually(async () => {
      const { body } = await organisation.call('auditor', 'GET', `/v1/evidence-requests/${id}`);
      return body.state === 'called_off';
    });
    return `evidence-request/${id}`;
  },
  'evidence-request-called-off-by-operator': async (organisation) => {
    const scene = new AuditEngagementScene(organisation);
    const id = await scene.asked(scene.demoAuditor, await scene.opened());
    await organisation.client.workflow.getHandle(`evidence-request/${id}`).cancel();
    return `evidence-request/${id}`;
  },
};
