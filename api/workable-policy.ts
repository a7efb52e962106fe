import { planApproval } from '../domain/approval-plan.ts';
import { type ApprovalPolicy, signOffTiers } from '../domain/approval-policy.ts';
import { Problem } from './problem.ts';

/** A calendar with less working time than an SLA asks for could not plan any request: it is found out at the door. */
export function refuseUnworkable(rules: ApprovalPolicy, at: string): void {
  try {
    for (const tier of signOffTiers) planApproval(rules, tier, at);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const detail = 'The calendar has too little working time for the SLAs.';
    throw new Problem('invalid', detail, { errors: [{ pointer: '/rules/calendar', detail }] });
  }
}
