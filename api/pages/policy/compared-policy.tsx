import type { UseRule } from '../../../domain/policy-text.ts';
import type { ComparedRule, ComparedWords, PolicyComparison } from '../../policy-comparison.ts';
import { ChangeMark, EffectMark } from './policy-mark.tsx';
import { effectWords } from './policy-words.ts';
import { scopeOf } from './use-rules.tsx';

/** What two versions have in which they differ: taken out is struck through, put in is underlined. */
export function ComparedPolicy({ sections, rules, level = 3 }: PolicyComparison & { level?: 3 | 4 }) {
  if (sections.length === 0 && rules.length === 0) return <p>Nothing in it reads differently.</p>;
  const Heading = `h${level}` as const;
  return (
    <div class="compared">
      {sections.map(({ anchor, title, change, words }) => (
        <div key={anchor} class="compared-part">
          <Heading class="line">
            {title === '' ? 'At the beginning' : title} <ChangeMark change={change} />
          </Heading>
          {change === 'moved' ? (
            <p class="quiet">It says the same in another place.</p>
          ) : (
            <Words words={words} />
          )}
        </div>
      ))}
      {rules.map((rule) => (
        <div key={rule.id} class="compared-part">
          <Heading class="line">
            <span>
              Rule <code>{rule.id}</code>
            </span>{' '}
            <ChangeMark change={rule.change} />
          </Heading>
          <RuleChange {...rule} />
        </div>
      ))}
    </div>
  );
}

function RuleChange({ before, after, statement }: ComparedRule) {
  const rule = after ?? before;
  return (
    <>
      {rule !== null && (
        <p>
          <EffectMark effect={rule.effect} />
        </p>
      )}
      <Words words={statement} />
      {before !== null && after !== null && (
        <>
          <Replaced was={effectWords[before.effect]} is={effectWords[after.effect]} />
          <Replaced was={scopeInWords(before)} is={scopeInWords(after)} />
        </>
      )}
    </>
  );
}

function scopeInWords(rule: UseRule): string {
  const scope = scopeOf(rule);
  return scope === '' ? 'Whatever the data, the system and the purpose' : scope;
}

function Replaced({ was, is }: { was: string; is: string }) {
  if (was === is) return null;
  return (
    <>
      <p class="quiet">
        <del>{was}</del>
      </p>
      <p class="quiet">
        <ins>{is}</ins>
      </p>
    </>
  );
}

function Words({ words }: { words: readonly ComparedWords[] }) {
  return (
    <p class="compared-words" dir="auto">
      {words.map(({ text, change }, index) => {
        if (change === 'added') return <ins key={index}>{text}</ins>;
        return change === 'removed' ? <del key={index}>{text}</del> : text;
      })}
    </p>
  );
}
