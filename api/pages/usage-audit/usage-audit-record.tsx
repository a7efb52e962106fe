import { Facts, PersonLabel, Prose, Section } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { conclusionWords, groundWords, SeverityMark, type UsageAuditReading } from './usage-audit-words.tsx';

/** What the auditor found, what is done about it, and what they have put their name to. */
export function UsageAuditRecord({ audit, zone }: { audit: UsageAuditReading; zone: string }) {
  if (audit.figures === null) return null;
  return (
    <>
      <Section title="Findings" id="findings">
        <Findings audit={audit} />
      </Section>
      <Section title="Signature">
        <Signature audit={audit} zone={zone} />
      </Section>
    </>
  );
}

function Findings({ audit: { id, findings, state } }: { audit: UsageAuditReading }) {
  if (findings.length === 0) return <p>{state === 'signed' ? 'None.' : 'None has been written.'}</p>;
  return (
    <>
      <ol class="list">
        {findings.map(({ what, severity, ground, sample, action, owner, dueOn }, index) => (
          <li key={index}>
            <div class="list-title">
              <Prose text={what} />
            </div>
            <p class="list-side">
              <SeverityMark severity={severity} />
            </p>
            <p class="list-more">
              <span>
                rests on: {groundWords[ground]}
                {sample !== null && `, number ${sample}`}
              </span>
              <span>
                {action}: by <PersonLabel person={owner} />, until <time dateTime={dueOn}>{dueOn}</time>
              </span>
            </p>
          </li>
        ))}
      </ol>
      {state === 'signed' && (
        <p class="screen-only">
          <a href={`/actions?state=any&subject=usage-audit/${id}`}>What has become of the actions</a>
        </p>
      )}
    </>
  );
}

function Signature({ audit: { id, auditor, signature }, zone }: { audit: UsageAuditReading; zone: string }) {
  if (signature === null) {
    return <p>{auditor === null ? 'Nobody audits it yet.' : 'Its auditor has not signed it yet.'}</p>;
  }
  const { by, at, hash, conclusion, note, reopens, version } = signature;
  return (
    <>
      <Facts
        facts={[
          ['Conclusion', conclusionWords[conclusion]],
          ['What the auditor says', <Prose key="note" text={note} />],
          [
            'Signed by',
            <>
              <PersonLabel person={by} />, <Time at={at} zone={zone} />
            </>,
          ],
          ['Version of the findings', `${version}`],
          ['The approval', reopens && 'is to be signed again by whoever has approved the system'],
          [
            'Fingerprint of what was signed',
            <span key="hash" class="hash">
              {hash}
            </span>,
          ],
        ]}
      />
      <p class="screen-only">
        <a href={`/usage-audits/${id}/report`}>The report as a file that can be verified (JSON)</a>
      </p>
    </>
  );
}
