import type { z } from 'zod';
import type { PersonName } from '../../../db/directory.ts';
import type { outstanding } from '../../schemas/acknowledgement.ts';
import { PersonLabel } from './document.tsx';
import { TableFrame } from './table.tsx';
import { Due, Time } from './time.tsx';

interface Outstanding {
  items: z.output<typeof outstanding>[];
  label: string;
  now: string;
  zone: string;
  /** Where one reads more of a person. */
  hrefOf?: (person: PersonName) => string;
}

/** Who has not done yet what a campaign asks for, soonest due first. */
export function OutstandingTable({ items, label, now, zone, hrefOf }: Outstanding) {
  return (
    <TableFrame label={label}>
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col">Team</th>
          <th scope="col">Manager</th>
          <th scope="col">Due</th>
          <th scope="col">Asked since</th>
          <th scope="col">Reminders</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ person, team, manager, since, dueAt, remindAt, escalatedAt }) => (
          <tr key={person.id}>
            <th scope="row">
              {hrefOf === undefined ? (
                <PersonLabel person={person} />
              ) : (
                <a href={hrefOf(person)}>{person.name}</a>
              )}
            </th>
            <td>{team ?? '–'}</td>
            <td>{manager ?? '–'}</td>
            <td>
              <Due at={dueAt} now={now} zone={zone} />
            </td>
            <td>
              <Time at={since} zone={zone} style="day" />
            </td>
            <td>
              next on <Time at={remindAt} zone={zone} style="day" />
              {escalatedAt !== null && (
                <small>
                  the manager was told on <Time at={escalatedAt} zone={zone} style="day" />
                </small>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
