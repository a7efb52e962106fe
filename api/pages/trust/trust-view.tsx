import type { ShownTrustPage } from '../../../db/trust-page-shown.ts';
import { askingPath, subscriptionPath } from '../../../domain/trust-address.ts';
import { anchorOf } from '../../markdown.ts';
import { ControlStatusMark } from '../compliance/control-marks.tsx';
import { Section } from '../components/document.tsx';
import { Markdown } from '../components/markdown.tsx';
import { counted, dayOf, Time } from '../components/time.tsx';
import type { View } from '../page.ts';

/** The policies whose text is public, by what each is called in its address: by its title, and by a number where two share it. */
export function policiesBySlug({ policies }: Pick<ShownTrustPage, 'policies'>): Map<string, ReadPolicy> {
  const bySlug = new Map<string, ReadPolicy>();
  for (const { text, ...policy } of policies) {
    if (text === null) continue;
    const slug = anchorOf(policy.title).replace(/^section-/, '');
    const taken = [...bySlug.keys()].filter((one) => one.replace(/~\d+$/, '') === slug).length;
    bySlug.set(taken === 0 ? slug : `${slug}~${taken + 1}`, { ...policy, text });
  }
  return bySlug;
}

export type ReadPolicy = ShownTrustPage['policies'][number] & { text: string };

/** What anybody sees; what there is nothing of is left out. */
export function TrustPageBody({ page, at, zone }: { page: ShownTrustPage; at: string; zone: string }) {
  return (
    <>
      <div class="page-head">
        <h1>Trust center</h1>
        <p class="lead">How {page.name} uses AI, and how you can tell.</p>
      </div>
      {page.principles.trim() !== '' && (
        <Section title="Principles">
          <Markdown text={page.principles} level={3} />
        </Section>
      )}
      <Controls page={page} at={at} zone={zone} />
      <Policies page={page} zone={zone} />
      <Systems page={page} zone={zone} />
      <Documents page={page} />
      <nav class="screen-only" aria-label="More">
        <ul class="tabs">
          <li>
            <a href={subscriptionPath}>Hear of changes by mail</a>
          </li>
          <li>
            <a href="/trust/access">Open documents that you were granted</a>
          </li>
        </ul>
      </nav>
    </>
  );
}

interface Part {
  page: ShownTrustPage;
  zone: string;
}

function Controls({ page: { controls }, at, zone }: Part & { at: string }) {
  if (controls.length === 0) return null;
  return (
    <Section title="Controls">
      <div class="stack-close">
        <p class="hint">
          As our records show them on {dayOf(at, zone)}, worked out from the records themselves; a statement
          that there is no record for yet is not checked.
        </p>
        <ul class="list">
          {controls.map(({ id, framework, title, status, statements }) => (
            <li key={id}>
              <p class="list-title">{title}</p>
              <p class="list-side">
                <ControlStatusMark status={status} />
              </p>
              <p class="list-more">
                <span>
                  {framework}, {id}
                </span>
                {statements.apply > 0 && (
                  <span>
                    {statements.checked} of {counted(statements.apply, 'statement')} checked
                  </span>
                )}
              </p>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}

function Policies({ page, zone }: Part) {
  if (page.policies.length === 0) return null;
  const read = [...policiesBySlug(page)].map(([slug, policy]) => ({ ...policy, slug }));
  const named = page.policies
    .filter(({ text }) => text === null)
    .map((policy) => ({ ...policy, slug: null }));
  return (
    <Section title="Policies">
      <ul class="list">
        {[...read, ...named].map(({ slug, title, version, inForceSince }, index) => (
          <li key={index}>
            <p class="list-title">
              {slug === null ? title : <a href={`/trust/policies/${slug}`}>{title}</a>}
            </p>
            <p class="list-more">
              <span>version {version}</span>
              <span>
                in force since <Time at={inForceSince} zone={zone} style="day" />
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Systems({ page: { systems }, zone }: Part) {
  if (systems.length === 0) return null;
  return (
    <Section title="AI systems in use">
      <ul class="list">
        {systems.map(({ name, words, provider, inUseSince }) => (
          <li key={name}>
            <p class="list-title">{name}</p>
            <p class="list-more">
              {words !== '' && <span>{words}</span>}
              {provider !== undefined && <span>provided by {provider}</span>}
              {inUseSince !== undefined && (
                <span>
                  in use since <Time at={inUseSince} zone={zone} style="day" />
                </span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Documents({ page: { documents } }: { page: ShownTrustPage }) {
  if (documents.length === 0) return null;
  return (
    <Section title="Documents on request">
      <div class="stack-close">
        <ul class="list">
          {documents.map(({ title, summary, needsNda, askAt }) => (
            <li key={askAt}>
              <p class="list-title">{title}</p>
              <p class="list-more">
                {summary !== '' && <span>{summary}</span>}
                {needsNda && <span>needs an NDA</span>}
              </p>
            </li>
          ))}
        </ul>
        <p class="screen-only">
          <a class="button" href={askingPath}>
            Ask for documents
          </a>
        </p>
      </div>
    </Section>
  );
}

export function policyTextView({ title, version, text }: ReadPolicy): View {
  return {
    title,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="quiet">Version {version}, in force.</p>
        </div>
        <Markdown text={text} level={2} />
      </>
    ),
  };
}

/** What is not there, whatever the reason, reads the same to the letter. */
export const nothingHereView: View = {
  title: 'Not here',
  status: 404,
  main: (
    <div class="stack-close">
      <h1>There is nothing here</h1>
      <p class="lead">
        It may have been here once. A link that was mailed to you works once, and for a time.
      </p>
      <p>
        <a href="/trust/access">Ask for another way in</a>
      </p>
    </div>
  ),
};

export function trustProblemView({ message, status }: { message: string; status: number }): View {
  return {
    title: 'This did not work',
    status,
    main: (
      <div class="stack-close">
        <h1>This did not work</h1>
        <p class="lead">{message}</p>
      </div>
    ),
  };
}

/** One sentence that something is done or on its way. */
export function sentView(title: string, lead: string): View {
  return {
    title,
    main: (
      <div class="stack-close">
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        <p>
          <a href="/trust">Back to the trust center</a>
        </p>
      </div>
    ),
  };
}
