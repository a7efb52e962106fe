import { levels, riskBands, type RiskPolicy } from '../../../domain/risk-policy.ts';
import type { PolicyChange } from '../approval-policy/approval-policy-comparison.ts';
import { listInWords, namesOfRoles } from '../approval-policy/approval-policy-words.ts';
import { counted } from '../components/time.tsx';
import { riskBandWords } from '../risk/risk-words.ts';
import { roleWords } from '../words.ts';

/** All in which `after` differs from `before`, in words. The order within a list of roles says nothing. */
export function compareRiskPolicies(before: RiskPolicy, after: RiskPolicy): PolicyChange[] {
  const was = statementsOf(before);
  return statementsOf(after).flatMap(([part, what, words], index) => {
    const [, , earlier = ''] = was[index] ?? [];
    return earlier === words ? [] : [{ part, what, before: earlier, after: words }];
  });
}

type Statement = [part: string, what: string, words: string];

/** What a policy says, always in the same order. */
function statementsOf(rules: RiskPolicy): Statement[] {
  return [
    ...levels.flatMap((likelihood) =>
      levels.map((impact): Statement => {
        const band = rules.matrix[likelihood - 1]?.[impact - 1] ?? 'extreme';
        return ['Band', `likelihood ${likelihood} × impact ${impact}`, riskBandWords[band]];
      }),
    ),
    ...riskBands.flatMap((band): Statement[] => {
      const { roles, longestDays } = rules.acceptance[band];
      const what = `${riskBandWords[band].toLowerCase()} risk`;
      return [
        ['Who may accept', what, namesOfRoles(roles.toSorted())],
        ['For how long at most', what, counted(longestDays, 'day')],
      ];
    }),
    ['Time', 'to treat a risk', counted(rules.treatWithinDays, 'day')],
    ['Time', 'of reminders before the day', daysBefore(rules)],
    ['Escalation', 'to', roleWords[rules.escalateTo]],
  ];
}

/** "14 and 3 days". */
export function daysBefore({ remindDaysBefore }: RiskPolicy): string {
  const days = remindDaysBefore.toSorted((one, other) => other - one).map(String);
  return days.length === 0 ? 'none' : `${listInWords(days)} ${days.join() === '1' ? 'day' : 'days'}`;
}
