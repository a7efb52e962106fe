import { requestTitles } from '../db/risk-touch.ts';
import { vendorNames } from '../db/vendor.ts';
import type { PersonId } from '../domain/decider.ts';
import { personNamed } from './prepare-revision.ts';
import { type FieldFault, Problem } from './problem.ts';
import type { Services } from './services.ts';

interface Said {
  owner?: string | undefined;
  requests?: string[] | undefined;
  vendors?: string[] | undefined;
}

type Checked<Part extends Said> = {
  [Field in keyof Omit<Part, 'owner'>]: Exclude<Part[Field], undefined>;
} & {
  owner?: PersonId;
};

/**
 * What is said of a risk, its owner by id, and without the fields that nothing is said of. Throws a Problem for anybody,
 * and any request or vendor, that is not there.
 */
export async function checked<Part extends Said>(services: Services, said: Part): Promise<Checked<Part>> {
  const { owner, ...rest } = said;
  const by = owner === undefined ? {} : { owner: await personNamed(services, owner, '/owner') };
  await refuseUnknown(services, said);
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { ...given, ...by } as Checked<Part>;
}

async function refuseUnknown({ db }: Services, { requests = [], vendors = [] }: Said): Promise<void> {
  const titles = await requestTitles(db, requests);
  const names = await vendorNames(db, vendors);
  const errors = [
    ...faults('requests', requests, titles, 'There is no such adoption request.'),
    ...faults('vendors', vendors, names, 'There is no such vendor.'),
  ];
  if (errors.length > 0) throw new Problem('invalid', 'Something that it touches is not there.', { errors });
}

function faults(
  field: string,
  ids: readonly string[],
  known: ReadonlyMap<string, string>,
  detail: string,
): FieldFault[] {
  return ids.flatMap((id, index) => (known.has(id) ? [] : [{ pointer: `/${field}/${index}`, detail }]));
}
