import type { DataClass } from '../../../domain/adoption-request-content.ts';
import { figure } from '../components/chart.tsx';
import { PersonLabel } from '../components/document.tsx';
import { TableFrame } from '../components/table.tsx';
import { counted, Time } from '../components/time.tsx';
import { dataClassWords } from '../words.ts';
import type { FiguresReading } from './usage-audit-words.tsx';

/** Uses drawn by lot, to be looked at one by one at whatever told of them. */
export function UsageAuditSample({
  figures: { sample, seed },
  zone,
}: {
  figures: FiguresReading;
  zone: string;
}) {
  if (sample.length === 0) return <p>There is no use to draw from.</p>;
  return (
    <div class="stack-close">
      <p>
        {`${counted(sample.length, 'use')}, drawn by lot. `}What was asked and answered is not kept here: look
        it up at its source, where it is.
      </p>
      <TableFrame label="Uses of the sample">
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">Purpose</th>
            <th scope="col">Data</th>
            <th scope="col" class="figure">
              Uses
            </th>
            <th scope="col">Event at its source</th>
          </tr>
        </thead>
        <tbody>
          {sample.map((use, index) => (
            <Row key={`${use.source} ${use.event} ${use.usedAt}`} number={index + 1} use={use} zone={zone} />
          ))}
        </tbody>
      </TableFrame>
      <p class="quiet">
        The lot can be drawn again: the uses of the period come in the order of the SHA-256 of{' '}
        <code>seed/source/event/usedAt</code>, with the seed <span class="hash">{seed}</span>
      </p>
    </div>
  );
}

function Row({ number, use, zone }: { number: number; use: FiguresReading['sample'][number]; zone: string }) {
  const { person, unknownPerson, purpose, dataClass, uses, source, event, usedAt, promptHash, outputHash } =
    use;
  return (
    <tr>
      <th scope="row">{number}</th>
      <td>
        <Time at={usedAt} zone={zone} />
      </td>
      <td>{person === null ? unknownPerson ? 'not known' : '—' : <PersonLabel person={person} />}</td>
      <td>{purpose ?? '—'}</td>
      <td>{dataClass === null ? '—' : inShort(dataClass)}</td>
      <td class="figure">{figure(uses)}</td>
      <td>
        <span class="hash">{event}</span> <small>{source}</small>
        <HashStart of="prompt" hash={promptHash} />
        <HashStart of="output" hash={outputHash} />
      </td>
    </tr>
  );
}

/** Enough of a hash to find it again; the report has all of it. */
function HashStart({ of, hash }: { of: string; hash: string | null }) {
  if (hash === null) return null;
  return (
    <small>
      {' '}
      {of} <span class="hash">{hash.slice(0, 12)}…</span>
    </small>
  );
}

/** Without what is named in brackets. */
function inShort(dataClass: DataClass): string {
  return dataClassWords[dataClass].split(' (', 1)[0] ?? dataClass;
}
