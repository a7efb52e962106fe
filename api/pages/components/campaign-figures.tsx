import type { CampaignCount } from '../../../db/assignment-list.ts';

/** How many of those who are asked have done it and are late, as a bar and in figures. */
export function CampaignFigures({ count, done }: { count: CampaignCount; done: string }) {
  const { asked, overdue } = count;
  const outstanding = asked - count.done - overdue;
  const parts = [
    { name: 'done', label: done, people: count.done },
    { name: 'outstanding', label: 'to come', people: outstanding },
    { name: 'overdue', label: 'overdue', people: overdue },
  ];
  const ends = parts.map((_, index) => parts.slice(0, index).reduce((sum, { people }) => sum + people, 0));
  const inWords = parts.map(({ label, people }) => `${people.toLocaleString('en')} ${label}`).join(', ');
  return (
    <figure class="campaign">
      <svg
        class="campaign-bar"
        viewBox={`0 0 ${Math.max(asked, 1)} 1`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${inWords}, of ${asked.toLocaleString('en')} who are asked`}
      >
        {parts.map(({ name, people }, index) => (
          <rect key={name} class={`campaign-${name}`} x={ends[index]} y={0} width={people} height={1} />
        ))}
      </svg>
      <figcaption class="campaign-legend">
        {parts.map(({ name, label, people }) => (
          <span key={name}>
            <svg class="campaign-key" viewBox="0 0 1 1" width="12" height="12" aria-hidden="true">
              <rect class={`campaign-${name}`} width={1} height={1} />
            </svg>
            <strong class="figure">{people.toLocaleString('en')}</strong> {label}
          </span>
        ))}
        <span class="quiet">of {asked.toLocaleString('en')} who are asked</span>
      </figcaption>
    </figure>
  );
}
