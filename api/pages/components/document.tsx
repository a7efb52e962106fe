import type { ComponentChildren } from 'preact';
import type { PersonName } from '../../../db/directory.ts';
import type { Instant } from '../../../domain/decider.ts';
import { anonymous, operator, system } from '../../../domain/identity.ts';
import { Time } from './time.tsx';

/** A part of a page with its heading. */
export function Section({
  title,
  id,
  children,
  aside,
}: {
  title: string;
  id?: string;
  children: ComponentChildren;
  aside?: ComponentChildren;
}) {
  return (
    <section aria-labelledby={`${id ?? slug(title)}-title`} id={id}>
      <div class="section-head">
        <h2 id={`${id ?? slug(title)}-title`}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Names and what stands beside them; what is empty is left out. */
export function Facts({ facts }: { facts: [name: string, value: ComponentChildren][] }) {
  const known = facts.filter(
    ([, value]) => value !== '' && value !== null && value !== undefined && value !== false,
  );
  return (
    <dl class="facts">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Text as somebody wrote it, with its paragraphs. */
export function Prose({ text }: { text: string }) {
  return (
    <div class="prose">
      {text
        .split(/\n{2,}/)
        .filter((paragraph) => paragraph.trim() !== '')
        .map((paragraph, index) => (
          <p key={index}>{paragraph}</p>
        ))}
    </div>
  );
}

/** Who acts without being a person. */
const actorWords: Record<string, string> = {
  [system]: 'Countersign',
  [operator]: 'An operator',
  [anonymous]: 'Somebody who gave no name',
};

export function PersonLabel({ person }: { person: PersonName }) {
  return (
    <span class="person" title={person.userName}>
      {actorWords[person.id] ?? person.name}
    </span>
  );
}

/** What there is where there is nothing, and what one could do about it. */
export function EmptyState({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** Something that has just been done, or that one has to know; `status` is read out without taking the focus. */
export function Notice({
  tone = 'plain',
  children,
}: {
  tone?: 'plain' | 'good' | 'bad';
  children: ComponentChildren;
}) {
  return (
    <div class={`notice notice-${tone}`} role="status">
      {children}
    </div>
  );
}

export interface Moment {
  at: Instant;
  title: ComponentChildren;
  detail?: ComponentChildren;
}

/** What happened, in order. */
export function Timeline({ moments, zone }: { moments: Moment[]; zone: string }) {
  return (
    <ol class="timeline">
      {moments.map(({ at, title, detail }, index) => (
        <li key={index}>
          <p>
            {title} <Time at={at} zone={zone} />
          </p>
          {detail}
        </li>
      ))}
    </ol>
  );
}

/** Links to ways of looking at the same list; the one that is looked at is marked. */
export function Tabs({
  label,
  tabs,
}: {
  label: string;
  tabs: { href: string; text: string; count?: number | undefined; current: boolean }[];
}) {
  return (
    <nav aria-label={label}>
      <ul class="tabs">
        {tabs.map(({ href, text, count, current }) => (
          <li key={href}>
            <a href={href} aria-current={current ? 'page' : undefined}>
              {text}
              {count !== undefined && <span class="count">{count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A link to the next page of a list, where there is one. */
export function More({ href }: { href: string | null }) {
  return href === null ? null : (
    <p class="more">
      <a href={href} rel="next">
        Show more
      </a>
    </p>
  );
}

/** The same address with some of its query parameters changed. */
export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const fields = Object.entries(query).filter(
    (field): field is [string, string] => field[1] !== undefined && field[1] !== '',
  );
  return fields.length === 0 ? path : `${path}?${new URLSearchParams(fields).toString()}`;
}

function slug(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
