import { Problem } from '../problem.ts';
import { type Faults, faultsOf } from './components/form.tsx';

/** What a form is shown with: nothing at first, and what is wrong once it was refused. */
export interface Refused {
  message: string | undefined;
  faults: Faults;
  status: number;
}

export const notRefused: Refused = { message: undefined, faults: new Map(), status: 200 };

/** Why an operation of the API refused what was typed. Throws again what nobody can mend by typing. */
export function refusalIn(error: unknown): Refused {
  if (!(error instanceof Problem) || error.status >= 500) throw error;
  const faults = faultsOf(error.errors);
  const message =
    error.code === 'invalid' && faults.size > 0 ? 'Please mend what is marked below.' : error.message;
  return { message, faults, status: error.status };
}
