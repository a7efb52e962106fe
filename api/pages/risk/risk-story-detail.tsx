import type { PersonName } from '../../../db/directory.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type { RiskScore } from '../../../domain/risk-policy.ts';
import type { RiskDescription } from '../../../domain/risk-state.ts';
import { sameValue } from '../../../domain/same-value.ts';
import { listInWords } from '../approval-policy/approval-policy-words.ts';
import { ScoreFigures } from './risk-mark.tsx';
import { descriptionWords } from './risk-words.ts';

/** What was scored before, where it was otherwise, and what is scored now. */
type Rescored = [before: RiskScore | undefined, after: RiskScore];

export function Scores({ inherent, residual }: { inherent: Rescored; residual: Rescored }) {
  return (
    <p class="quiet">
      Without controls <Change scores={inherent} />, with controls <Change scores={residual} />.
    </p>
  );
}

function Change({ scores: [before, after] }: { scores: Rescored }) {
  if (before === undefined) return <ScoreFigures score={after} />;
  if (sameValue(before, after)) {
    return (
      <>
        still <ScoreFigures score={after} />
      </>
    );
  }
  return (
    <>
      from <ScoreFigures score={before} /> to <ScoreFigures score={after} />
    </>
  );
}

/** Which fields differ, and who owns it where that changes. */
export function Described({
  before,
  after,
  nameOf,
}: {
  before: RiskDescription | undefined;
  after: RiskDescription;
  nameOf: (id: PersonId) => PersonName;
}) {
  const fields = Object.keys(descriptionWords) as (keyof typeof descriptionWords)[];
  const changed = fields.filter((field) => !sameValue(before?.[field], after[field]));
  return (
    <p class="quiet">
      Changed: {listInWords(changed.map((field) => descriptionWords[field]))}.
      {changed.includes('owner') && ` It is owned by ${nameOf(after.owner).name} now.`}
    </p>
  );
}
