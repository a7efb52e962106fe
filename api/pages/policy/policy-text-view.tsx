import type { PolicyText } from '../../../domain/policy-text.ts';
import { Section } from '../components/document.tsx';
import { Markdown } from '../components/markdown.tsx';
import { UseRules } from './use-rules.tsx';

/** What a version says: its text, and its rules of use. */
export function PolicyWords({ text: { markdown, rules } }: { text: PolicyText }) {
  return (
    <>
      <div>
        <Markdown text={markdown} />
      </div>
      {rules.length > 0 && (
        <Section title="Rules of use" id="rules">
          <UseRules rules={rules} />
        </Section>
      )}
    </>
  );
}
