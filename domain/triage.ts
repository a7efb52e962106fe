import type { AdoptionRequestContent } from './adoption-request-content.ts';

/** Risk tiers, lowest first. */
export const tiers = ['low', 'medium', 'high', 'critical', 'prohibited'] as const;
export type Tier = (typeof tiers)[number];

/** A rule fires when every path named in `when` holds one of the values listed for it. */
export interface TriageRule {
  id: string;
  tier: Tier;
  when: Partial<Record<AnswerPath, readonly (string | boolean)[]>>;
  because: string;
  /** Key into the catalogue's sources, with the article. */
  source: { document: string; article: string };
}

export interface TriageCatalogue {
  version: string;
  /** The day on which the sources were read. */
  asOf: string;
  sources: Record<string, { title: string; note?: string }>;
  rules: readonly TriageRule[];
}

/** The answers that rules may ask about. */
export type AnswerPath =
  | 'data.classes'
  | 'data.providerMayTrain'
  | 'effect.onPeople'
  | 'screening.prohibitedPractices'
  | 'screening.highRiskAreas'
  | 'system.kind'
  | 'system.origin';

/** What rules ask about. What a draft has not answered yet makes no rule fire. */
export interface TriageAnswers {
  data?: Partial<AdoptionRequestContent['data']>;
  effect?: Partial<AdoptionRequestContent['effect']>;
  screening?: Partial<AdoptionRequestContent['screening']>;
  system?: Partial<AdoptionRequestContent['system']>;
}

/** One rule that fired: which answer, which rule, which source. */
export interface TriageReason {
  rule: string;
  tier: Tier;
  because: string;
  source: string;
  answers: { pointer: string; value: string | boolean }[];
}

export interface Triage {
  tier: Tier;
  catalogue: string;
  reasons: TriageReason[];
}

/** The tier of a request is the highest of the rules that fire; where none does, it is low. Highest reasons first. */
export function triage(content: TriageAnswers, catalogue: TriageCatalogue): Triage {
  const reasons = catalogue.rules
    .map((rule) => reasonOf(rule, content, catalogue))
    .filter((reason) => reason !== undefined)
    .sort((a, b) => severity(b.tier) - severity(a.tier));
  return { tier: reasons[0]?.tier ?? 'low', catalogue: catalogue.version, reasons };
}

export function severity(tier: Tier): number {
  return tiers.indexOf(tier);
}

function reasonOf(
  rule: TriageRule,
  content: TriageAnswers,
  catalogue: TriageCatalogue,
): TriageReason | undefined {
  const answers: TriageReason['answers'] = [];
  for (const [path, wanted] of Object.entries(rule.when)) {
    const given = answersAt(content, path).filter((value) => wanted.includes(value));
    if (given.length === 0) return undefined;
    answers.push(...given.map((value) => ({ pointer: `/${path.replace('.', '/')}`, value })));
  }
  const document = catalogue.sources[rule.source.document]?.title ?? rule.source.document;
  return {
    rule: rule.id,
    tier: rule.tier,
    because: rule.because,
    source: `${document}, ${rule.source.article}`,
    answers,
  };
}

/** Whether the answers hold, at every path that `wanted` names, one of the values listed for it. */
export function answered(wanted: TriageRule['when'], content: TriageAnswers): boolean {
  return Object.entries(wanted).every(([path, values]) =>
    answersAt(content, path).some((value) => values.includes(value)),
  );
}

function answersAt({ data, effect, screening, system }: TriageAnswers, path: string): (string | boolean)[] {
  switch (path as AnswerPath) {
    case 'data.classes':
      return data?.classes ?? [];
    case 'data.providerMayTrain':
      return known(data?.providerMayTrain);
    case 'effect.onPeople':
      return known(effect?.onPeople);
    case 'screening.prohibitedPractices':
      return screening?.prohibitedPractices ?? [];
    case 'screening.highRiskAreas':
      return screening?.highRiskAreas ?? [];
    case 'system.kind':
      return known(system?.kind);
    case 'system.origin':
      return known(system?.origin);
  }
}

function known<Answer>(answer: Answer | undefined): Answer[] {
  return answer === undefined ? [] : [answer];
}
