import { diffWordsWithSpace } from 'diff';
import { z } from 'zod';
import type { PersonName } from '../../../db/directory.ts';
import type { AdoptionRequestEvent } from '../../../domain/adoption-request-state.ts';
import type { PersonId } from '../../../domain/decider.ts';
import { Problem } from '../../problem.ts';
import { requestId } from '../../schemas/text.ts';
import { answersOf, textOf } from './adoption-request-content.tsx';
import { readRequest, revisionsOf } from './adoption-request-reading.ts';
import { PersonLabel } from '../components/document.tsx';
import { Select } from '../components/form.tsx';
import { Time } from '../components/time.tsx';
import { page } from '../page.ts';
import { sectionWords } from '../words.ts';

const revisionNumber = z.coerce.number().int().min(1).max(1_000_000).optional().catch(undefined);

export const compareRevisions = page({
  method: 'get',
  path: '/adoption-requests/{id}/revisions',
  access: 'anyone',
  params: z.object({ id: requestId }),
  query: z.object({ from: revisionNumber, to: revisionNumber }),
  handle: async ({ params: { id }, query, viewer, services }) => {
    const reading = await readRequest(services, id);
    if (reading === undefined) throw new Problem('not_found', 'There is no such adoption request.');
    const { request, events, nameOf } = reading;
    const revisions = revisionsOf(events);
    const to = Math.min(query.to ?? request.revision, request.revision);
    const from = Math.min(query.from ?? Math.max(1, to - 1), request.revision);
    const options = revisions.map(({ revision }) => ({
      value: String(revision),
      label: `Revision ${revision}`,
    }));
    return {
      title: 'Revisions',
      main: (
        <>
          <div class="page-head">
            <p>
              <a href={`/adoption-requests/${id}`}>{request.content.title}</a>
            </p>
            <h1>What changed between revisions</h1>
          </div>
          <form class="filters">
            <Select name="from" label="From" value={String(from)} options={options} />
            <Select name="to" label="To" value={String(to)} options={options} />
            <button class="button-quiet">Compare</button>
          </form>
          <ul class="quiet">
            {revisions.map(({ revision, by, at }) => (
              <li key={revision}>
                Revision {revision} by <PersonLabel person={nameOf(by)} />,{' '}
                <Time at={at} zone={viewer.timeZone} />
              </li>
            ))}
          </ul>
          <hr />
          <Changes compared={comparedRevisions(events, nameOf, from, to)} />
        </>
      ),
    };
  },
});

interface Compared {
  label: string;
  before: string;
  after: string;
}

/** The answers in which two revisions differ. */
export function comparedRevisions(
  events: readonly AdoptionRequestEvent[],
  nameOf: (id: PersonId) => PersonName,
  from: number,
  to: number,
): Compared[] {
  const revisions = revisionsOf(events);
  const contentOf = (wanted: number) => revisions.find(({ revision }) => revision === wanted)?.content;
  const [before, after] = [contentOf(from), contentOf(to)];
  if (before === undefined || after === undefined) return [];
  const afterwards = answersOf(after, nameOf);
  return answersOf(before, nameOf).flatMap((answer, index) => {
    const [text, later] = [textOf(answer), textOf(afterwards[index] ?? answer)];
    if (text === later) return [];
    const { section, label } = answer;
    const part = sectionWords[section];
    return [
      { label: part === label ? label : `${part}: ${label.toLowerCase()}`, before: text, after: later },
    ];
  });
}

/** Each difference in its place, word by word: taken out is struck through, put in is underlined. */
export function Changes({ compared }: { compared: Compared[] }) {
  if (compared.length === 0) return <p>Nothing differs.</p>;
  return (
    <dl class="facts changes">
      {compared.map(({ label, before, after }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd class="prose">
            <p>
              {diffWordsWithSpace(before, after).map(({ value, added, removed }, index) => {
                if (added) return <ins key={index}>{value}</ins>;
                return removed ? <del key={index}>{value}</del> : value;
              })}
            </p>
          </dd>
        </div>
      ))}
    </dl>
  );
}
