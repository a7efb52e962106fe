import type { UseRule } from '../../../domain/policy-text.ts';
import { useEffects } from '../../../domain/policy-text.ts';
import { listInWords } from '../approval-policy/approval-policy-words.ts';
import { dataClassWords } from '../words.ts';
import { EffectMark } from './policy-mark.tsx';

/** The rules of use in two parts: what is acceptable, and what is prohibited. */
export function UseRules({ rules }: { rules: readonly UseRule[] }) {
  return (
    <div class="pairs">
      {useEffects.map((effect) => {
        const these = rules.filter((rule) => rule.effect === effect);
        return these.length === 0 ? null : (
          <div key={effect}>
            <h3>
              <EffectMark effect={effect} />
            </h3>
            <ul class="reasons">
              {these.map((rule) => (
                <li key={rule.id} id={`rule-${rule.id}`}>
                  <p>{rule.statement}</p>
                  <p class="quiet">{scopeOf(rule)}</p>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </div>
  );
}

/** What a rule is about, in words: "Personal data; for drafting or translation". */
export function scopeOf({ dataClasses, systems, purposes }: UseRule): string {
  return [
    ...(dataClasses.length === 0
      ? []
      : [`Data: ${listInWords(dataClasses.map((name) => dataClassWords[name]))}`]),
    ...(systems.length === 0 ? [] : [`Systems: ${listInWords(systems)}`]),
    ...(purposes.length === 0 ? [] : [`For: ${listInWords(purposes)}`]),
  ].join('. ');
}
