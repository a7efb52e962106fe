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

/** What records must show, so that a control can be said to hold: one sentence of ours, which a check can deny. */
export interface Statement {
  /** Names it for ever. */
  id: string;
  /** The control that it is a part of. */
  control: string;
  text: string;
  /** Where else it is asked for. */
  also: Reference[];
  /** `manual`: no record of ours shows it; evidence that somebody files does, for as long as it says. */
  check: CheckId | 'manual';
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
  'roles_held',
  'owners_active',
  'affected_named',
  'impact_on_record',
  'use_checked',
  'use_within_scope',
  'use_told',
  'use_logged',
  'boundaries_set',
  'cases_by_trained_people',
  'cases_in_time',
  'concerns_answered',
  'incidents_reported',
  'systems_reviewed',
  'use_audited',
  'risks_treated',
  'actions_in_time',
  'management_reviewed',
  'internally_audited',
  'record_signed',
] as const;
export type CheckId = (typeof checkIds)[number];

/** What a check has found: of how many records how many do not show what they must. */
export interface CheckResult {
  population: number;
  failing: number;
}

/** Days back within which what went wrong, and is over, still counts: the year that a certification looks back on. */
export const lookBackDays = 365;

export const controlStatuses = ['met', 'partly_met', 'gap', 'nothing_to_check', 'not_applicable'] as const;
export type ControlStatus = (typeof controlStatuses)[number];

/** Nothing is met because there is nothing that could fail. */
export function statusOf({ population, failing }: CheckResult): ControlStatus {
  if (population === 0) return 'nothing_to_check';
  if (failing === 0) return 'met';
  return failing < population ? 'partly_met' : 'gap';
}

/** A control is as good as the worst of its statements that has something to check, and of no account where none applies. */
export function statusOfAll(statuses: readonly ControlStatus[]): ControlStatus {
  const applicable = statuses.filter((status) => status !== 'not_applicable');
  if (applicable.length === 0) return 'not_applicable';
  const checked = applicable.filter((status) => status !== 'nothing_to_check');
  if (checked.length === 0) return 'nothing_to_check';
  if (checked.every((status) => status === 'met')) return 'met';
  return checked.every((status) => status === 'gap') ? 'gap' : 'partly_met';
}

/** Whether a status is one that somebody has to do something about. */
export function isGap(status: ControlStatus): boolean {
  return status === 'gap' || status === 'partly_met';
}
