import { z } from 'zod';
import { policyTextOf } from '../../../db/policy-text.ts';
import { versionInForce } from '../../../domain/policy-time.ts';
import { isResponsible } from '../../../domain/policy.ts';
import { comparePolicyTexts } from '../../policy-comparison.ts';
import { textToHandIn } from '../../policy-submission.ts';
import { requestId } from '../../schemas/text.ts';
import { Section } from '../components/document.tsx';
import { Markdown } from '../components/markdown.tsx';
import { Time } from '../components/time.tsx';
import { page } from '../page.ts';
import { ComparedPolicy } from './compared-policy.tsx';
import { readDraft } from './policy-draft.tsx';
import { readPolicyFor } from './policy-reading.ts';
import { SubmissionPanel } from './policy-submission-view.tsx';
import { UseRules } from './use-rules.tsx';

/** The draft as people will read it, what it changes, and the way to hand it in. */
export const previewDraft = page({
  method: 'get',
  path: '/policies/{id}/draft/preview',
  access: 'anyone',
  params: z.object({ id: requestId }),
  handle: async (call) => {
    const { params, services, viewer } = call;
    const { id } = params;
    const draft = await readDraft(call);
    const { state: policy } = await readPolicyFor(services, id);
    const inForce = versionInForce(policy);
    const [text, before] = await Promise.all([
      textToHandIn(services, draft.text),
      inForce && policyTextOf(services.db, inForce.hash),
    ]);
    const title = `Draft of ${policy.details.title}`;
    return {
      title,
      wide: true,
      main: (
        <>
          <div class="page-head">
            <h1>{title}</h1>
            <p class="lead">
              {draft.updatedAt === null || draft.updatedBy === null ? (
                'Nothing has been written yet: it says what is in force.'
              ) : (
                <>
                  As {draft.updatedBy.name} saved it on <Time at={draft.updatedAt} zone={viewer.timeZone} />.
                </>
              )}
            </p>
            <p class="line">
              {isResponsible(viewer.actor, policy) && <a href={`/policies/${id}/draft`}>Write on</a>}
              <a href={`/policies/${id}`}>To the policy</a>
            </p>
          </div>
          <div class="beside">
            <div class="stack">
              {before !== undefined && inForce !== undefined && (
                <Section title={`What it changes in version ${inForce.version}`} id="changed">
                  <ComparedPolicy {...comparePolicyTexts(before, text)} />
                </Section>
              )}
              <div>
                <Markdown text={text.markdown} />
              </div>
              {text.rules.length > 0 && (
                <Section title="Rules of use" id="rules">
                  <UseRules rules={text.rules} />
                </Section>
              )}
            </div>
            <aside>
              <SubmissionPanel id={id} policy={policy} draft={draft.version} viewer={viewer} />
            </aside>
          </div>
        </>
      ),
    };
  },
});
