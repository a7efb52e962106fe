import { atFields, type Faults } from '../components/form.tsx';
import type { Form } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { descriptionWords } from './risk-words.ts';

/** What is wrong, at the fields of a risk's form as they are typed into. */
export function atRiskFields(refused: Refused, form: Form): Refused {
  const faults = [...atFields(refused.faults)].flatMap(([name, detail]): [string, string][] => {
    // A residual score that is left out is the inherent one: what is wrong is wrong there.
    if (/^\/residual\/\w/.test(name) && form.text(name) === '') return [];
    return [[name, name === '/category' ? 'choose one' : detail]];
  });
  return { ...refused, faults: new Map(faults) };
}

/** Each fault with what its field is called, for the summary above the form. */
export function labelledFaults(faults: Faults): Faults {
  return new Map([...faults].map(([name, detail]) => [name, `${labelOf(name)}: ${detail}`]));
}

const scoreWords = {
  '/inherent/likelihood': 'Without controls, how likely',
  '/inherent/impact': 'Without controls, how bad',
  '/residual': 'With controls',
  '/residual/likelihood': 'With controls, how likely',
  '/residual/impact': 'With controls, how bad',
};

/** "/systems" is called AI systems. */
export function labelOf(name: string): string {
  const parts = Object.entries(descriptionWords).map(([field, words]): [string, string] => [
    `/${field}`,
    words.charAt(0).toUpperCase() + words.slice(1),
  ]);
  return new Map([...parts, ...Object.entries(scoreWords)]).get(name) ?? name.replace('/', '');
}
