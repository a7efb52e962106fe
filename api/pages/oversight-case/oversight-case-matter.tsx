import { Facts, PersonLabel, Prose } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { boundaryInWords } from '../ai-system/ai-system-words.ts';
import { AiSystemStateMark } from '../ai-system/ai-system-mark.tsx';
import { observedInWords } from '../ai-system/breach-rows.tsx';
import type { OversightCaseReading } from './oversight-case-reading.ts';
import { openerInWords } from './oversight-case-story.tsx';
import { oversightKindWords } from './oversight-case-words.ts';

/** What is to be looked at: what was measured against which boundary, or what somebody has brought up. */
export function Matter({ reading, zone }: { reading: OversightCaseReading; zone: string }) {
  const { current, system, breach, nameOf } = reading;
  const { matter, decision } = current;
  const waits = matter.holdUntilReviewed === true;
  return (
    <>
      <Facts
        facts={[
          ['What it is', oversightKindWords[matter.kind]],
          [
            'AI system',
            system && (
              <span class="line">
                <a href={`/ai-systems/${system.id}`}>{system.state.name}</a>{' '}
                <AiSystemStateMark state={system.state.state} />
              </span>
            ),
          ],
          ['Boundary', breach && `${breach.boundary.statement} (${breach.boundary.id})`],
          ['What holds', breach && boundaryInWords(breach.boundary, system?.state.currency ?? '')],
          ['What was measured', breach && <strong>{observedInWords(breach.observed)}</strong>],
          [
            'Measured until',
            breach?.observed.kind === 'window' && <Time at={breach.observed.until} zone={zone} />,
          ],
          ['Of this boundary', breach && `breach number ${breach.number}`],
          ['Whom it is about', matter.subject && <PersonLabel person={nameOf(matter.subject)} />],
          ['Opened by', openerInWords(current.openedBy, nameOf)],
          ['Opened', <Time at={current.openedAt} zone={zone} />],
          ['Found again as', matter.reference],
          ['Fingerprint', matter.contentHash && <span class="hash">{matter.contentHash}</span>],
          [
            'Whoever waits',
            waits &&
              (decision === null
                ? 'Nobody acts on this decision before a reviewer has decided'
                : 'has been let go on by the decision below'),
          ],
        ]}
      />
      {matter.details !== undefined && <Prose text={matter.details} />}
      {matter.contentHash !== undefined && (
        <p class="hint more">
          What AI was given and made of it is not kept here; by its SHA-256 you know that what you are shown
          elsewhere is the same.
        </p>
      )}
    </>
  );
}
