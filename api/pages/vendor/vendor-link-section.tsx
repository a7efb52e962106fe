import type { Recorded } from '../../../db/process.ts';
import type { VendorLink } from '../../../db/vendor-link.ts';
import type { Vendor } from '../../../domain/vendor-state.ts';
import { answersFor } from '../../vendor-answers.ts';
import { FaultSummary, TextField } from '../components/form.tsx';
import { TableFrame } from '../components/table.tsx';
import { Time } from '../components/time.tsx';
import type { Form, Viewer } from '../page.ts';
import { notRefused, type Refused } from '../refused-form.ts';

interface VendorLinkSectionProps {
  vendor: Recorded<Vendor>;
  /** Newest first. */
  links: readonly VendorLink[];
  viewer: Viewer;
  now: string;
  /** The form that was refused, as it was typed. */
  returned?: { form: Form; refused: Refused } | undefined;
}

/** The links by which a vendor answers itself, and the form that sends one while answers are waited for. */
export function VendorLinkSection({ vendor, links, viewer, now, returned }: VendorLinkSectionProps) {
  const isAsked = vendor.state.assessment?.phase === 'answering';
  const answers = answersFor(viewer.actor, vendor.state);
  return (
    <section id="links">
      <h2>Links for the vendor</h2>
      <div class="stack-close">
        <p class="quiet">
          By a link, the vendor answers itself: it sees the questions and nothing else. Each link works for
          one browser, once.
        </p>
        {links.length > 0 && (
          <Links vendor={vendor.id} links={links} zone={viewer.timeZone} now={now} revocable={answers} />
        )}
        {isAsked && answers && <NewLink vendor={vendor.id} returned={returned} />}
      </div>
    </section>
  );
}

function Links({
  vendor,
  links,
  zone,
  now,
  revocable,
}: {
  vendor: string;
  links: readonly VendorLink[];
  zone: string;
  now: string;
  revocable: boolean;
}) {
  return (
    <TableFrame label="Links for the vendor">
      <thead>
        <tr>
          <th scope="col">To</th>
          <th scope="col">Sent</th>
          <th scope="col">Holds until</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {links.map((link) => (
          <tr key={link.id}>
            <td>{link.email}</td>
            <td>
              <Time at={link.createdAt} zone={zone} style="day" />
            </td>
            <td>
              <Time at={link.expiresAt} zone={zone} style="day" />
            </td>
            <td>
              {stateOf(link, now)}
              {revocable && link.revokedAt === null && link.expiresAt > now && (
                <form method="post" action={`/vendors/${vendor}/links/${link.id}/revocation`}>
                  <button class="link" aria-label={`Take it back: the link to ${link.email}`}>
                    Take it back
                  </button>
                </form>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function stateOf({ usedAt, revokedAt, expiresAt }: VendorLink, now: string): string {
  if (revokedAt !== null) return 'Taken back';
  if (expiresAt <= now) return 'Ended';
  return usedAt === null ? 'Not used yet' : 'In use';
}

function NewLink({ vendor, returned }: { vendor: string; returned: VendorLinkSectionProps['returned'] }) {
  const { form, refused = notRefused } = returned ?? {};
  return (
    <form method="post" action={`/vendors/${vendor}/links`} class="panel form">
      <h3>Send a link</h3>
      <FaultSummary {...refused} />
      <TextField
        name="/email"
        label="E-mail address at the vendor"
        type="email"
        value={form?.text('/email') ?? ''}
        fault={refused.faults.get('/email')}
      />
      <TextField
        name="/days"
        label="Days that it holds"
        type="number"
        small
        optional
        hint="60 at most; without it, until some days after answers are due."
        value={form?.text('/days') ?? ''}
        fault={refused.faults.get('/days')}
      />
      <button>Send the link</button>
    </form>
  );
}
