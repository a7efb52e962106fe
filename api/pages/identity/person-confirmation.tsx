import { requestsWaitingForOwner } from '../../../db/adoption-request.ts';
import { listPeople } from '../../../db/directory.ts';
import type { Person } from '../../../db/identity.ts';
import { type Role, signOffRoles } from '../../../domain/identity.ts';
import type { Services } from '../../services.ts';
import { FaultSummary } from '../components/form.tsx';
import { counted } from '../components/time.tsx';
import type { View } from '../page.ts';
import { notRefused, type Refused } from '../refused-form.ts';

const many = 100;

interface Details {
  action?: string;
  fields?: [string, string][];
  refused?: Refused;
  bad?: boolean;
}

/** The second step: what it does, and the button that does it. */
export function confirmation(
  title: string,
  effects: string[],
  back: string,
  yes: string,
  no: string,
  { action, fields = [], refused = notRefused, bad = false }: Details = {},
): View {
  return {
    title,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
        </div>
        <FaultSummary message={refused.message} faults={new Map()} />
        <ul class="effects">
          {effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
        <form method="post" action={action} class="more">
          {fields.map(([name, value]) => (
            <input key={value} type="hidden" name={name} value={value} />
          ))}
          <p class="buttons">
            <button class={bad ? 'button-bad' : undefined}>{yes}</button>
            <a href={back}>{no}</a>
          </p>
        </form>
      </>
    ),
  };
}

/** What waits for the person alone: "3 open sign-offs wait for"; undefined where nothing does. */
export async function waitingInWords({ db }: Services, { id }: Person): Promise<string | undefined> {
  const waiting = await requestsWaitingForOwner(db, id, many + 1);
  if (waiting.length === 0) return undefined;
  if (waiting.length > many) return `More than ${many} open sign-offs wait for`;
  return `${counted(waiting.length, 'open sign-off')} ${waiting.length === 1 ? 'waits' : 'wait'} for`;
}

/** Who else holds a role that somebody gives up. */
export async function othersInWords({ db }: Services, person: Person, role: Role): Promise<string> {
  const holders = await listPeople(db, 4, undefined, { role, active: true });
  const others = holders.filter(({ id }) => id !== person.id).map(({ name }) => name);
  if (others.length === 0) return 'Nobody else holds the role: what waits for it waits until it is late.';
  return `What waits for the role still waits for ${others.slice(0, 2).join(', ')}${others.length > 2 ? ' and others' : ''}.`;
}

export function isSignOffRole(role: Role): boolean {
  return signOffRoles.some((one) => one === role);
}
