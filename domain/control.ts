/** A framework that statements are taken from or mapped to. */
export const frameworks = {
  iso42001: { title: 'ISO/IEC 42001:2023', source: 'https://www.iso.org/standard/81230.html' },
  aiAct: {
    title: 'Regulation (EU) 2024/1689 (AI Act)',
    source: 'https://eur-lex.europa.eu/eli/reg/2024/1689/oj',
  },
  aiRmf: { title: 'NIST AI RMF 1.0', source: 'https://doi.org/10.6028/NIST.AI.100-1' },
} as const;
export type Framework = keyof typeof frameworks;

/** A place in a framework: "A.9.2", "Article 26(2)", "GOVERN 2.2". */
export interface Reference {
  framework: Framework;
  place: string;
}

/** What one of our records must show, so that a control can be said to hold. One sentence of ours, that a check can deny. */
export interface Statement {
  /** Names it for ever. */
  id: string;
  /** The control that it is a part of. */
  control: string;
  text: string;
  /** Where else it is asked for. */
  also: Reference[];
  check: CheckId;
}

/** A control of a framework, in one line of our own. */
export interface Control {
  id: string;
  framework: Framework;
  title: string;
}

/** The checks over the records, by what fails in them. */
export const checkIds = [
  'approved_before_use',
  'shadow_ai_settled',
  'sign_offs_of_approvals',
  'costs_of_approvals',
  'vendors_approved',
  'certificates_current',
  'policy_in_force',
  'policies_reviewed',
  'policies_acknowledged',
  'users_trained',
  'use_checked',
  'use_within_scope',
  'boundaries_set',
  'cases_by_trained_people',
  'cases_in_time',
  'incidents_reported',
  'systems_reviewed',
  'use_audited',
  'risks_treated',
  'actions_in_time',
  'management_reviewed',
  'record_signed',
] as const;
export type CheckId = (typeof checkIds)[number];

/** What a check has found: of how many records how many do not show what they must. */
export interface CheckResult {
  population: number;
  failing: number;
}

export const controlStatuses = ['met', 'partly_met', 'gap', 'nothing_to_check'] as const;
export type ControlStatus = (typeof controlStatuses)[number];

/** Nothing is met because there is nothing that could fail. */
export function statusOf({ population, failing }: CheckResult): ControlStatus {
  if (population === 0) return 'nothing_to_check';
  if (failing === 0) return 'met';
  return failing < population ? 'partly_met' : 'gap';
}

/** A control is as good as the worst of its statements that has something to check. */
export function statusOfAll(statuses: readonly ControlStatus[]): ControlStatus {
  const checked = statuses.filter((status) => status !== 'nothing_to_check');
  if (checked.length === 0) return 'nothing_to_check';
  if (checked.every((status) => status === 'met')) return 'met';
  return checked.every((status) => status === 'gap') ? 'gap' : 'partly_met';
}
