import type { AuditStanding } from '../../../db/usage-audit.ts';
import { withQuery } from '../components/document.tsx';
import { counted, Time } from '../components/time.tsx';

/** When somebody last audited how the system is used, what came of it, and when the next audit comes. */
export function LastAudit({
  audits: { lastSigned, open },
  system,
  zone,
}: {
  audits: AuditStanding;
  system: string;
  zone: string;
}) {
  return (
    <>
      {lastSigned === null ? (
        'never'
      ) : (
        <>
          <a href={`/usage-audits/${lastSigned.id}`}>
            <Time at={lastSigned.at} zone={zone} style="day" />
          </a>
          : {lastSigned.findings === 0 ? 'used within its scope' : counted(lastSigned.findings, 'finding')},
          for its use until <Time at={lastSigned.until} zone={zone} style="day" />
        </>
      )}
      {open !== null && (
        <>
          ; <a href={`/usage-audits/${open}`}>one is open</a>
        </>
      )}
      {lastSigned !== null && (
        <>
          {' '}
          (<a href={withQuery('/usage-audits', { system })}>all</a>)
        </>
      )}
    </>
  );
}

export function NextAudit({ audits: { nextAt }, zone }: { audits: AuditStanding; zone: string }) {
  if (nextAt !== null) return <Time at={nextAt} zone={zone} style="day" />;
  return (
    <>
      none comes by itself: its <a href="/duties">duty</a> is not active
    </>
  );
}
