import type { Database } from './database.ts';
import { controlStandings } from './control-standing.ts';
import { policiesInForce, systemsInUse } from './trust-disclosure.ts';
import { listedDocuments } from './trust-document.ts';
import { publishedTrustPage } from './trust-page.ts';
import { type ControlStatus, frameworks } from '../domain/control.ts';
import type { Instant } from '../domain/decider.ts';
import { askingPath } from '../domain/trust-address.ts';
import type { TrustPage } from '../domain/trust-page.ts';

export interface ShownControl {
  id: string;
  framework: string;
  title: string;
  status: ControlStatus;
  /** Statements of it that apply, and how many of these there are records to hold against. */
  statements: { apply: number; checked: number };
}

/** What anybody sees of the organisation at an instant; nothing in it names anything within the house. */
export interface ShownTrustPage {
  name: string;
  /** 0 for a draft, which nobody outside sees. */
  version: number;
  publishedAt: Instant;
  principles: string;
  controls: ShownControl[];
  policies: Awaited<ReturnType<typeof policiesInForce>>;
  systems: Awaited<ReturnType<typeof systemsInUse>>;
  documents: { title: string; summary: string; needsNda: boolean; askAt: string }[];
}

/** Undefined where nothing is published. */
export async function trustPageShown(
  db: Database,
  publicUrl: string,
  at: Instant,
): Promise<ShownTrustPage | undefined> {
  const published = await publishedTrustPage(db);
  if (published === undefined) return undefined;
  const { content, version } = published;
  return shown(db, publicUrl, content, { version: version.version, publishedAt: version.publishedAt, at });
}

/** What a draft would show if it were published now. */
export function draftShown(
  db: Database,
  publicUrl: string,
  content: TrustPage,
  at: Instant,
): Promise<ShownTrustPage> {
  return shown(db, publicUrl, content, { version: 0, publishedAt: at, at });
}

async function shown(
  db: Database,
  publicUrl: string,
  content: TrustPage,
  { version, publishedAt, at }: { version: number; publishedAt: Instant; at: Instant },
): Promise<ShownTrustPage> {
  const [controls, policies, systems, documents] = await Promise.all([
    controlsShown(db, content, at),
    policiesInForce(db, content),
    systemsInUse(db, content),
    listedDocuments(db),
  ]);
  const { name, principles } = content;
  return {
    name,
    version,
    publishedAt,
    principles,
    controls,
    policies,
    systems,
    documents: documents.map(({ key, title, summary, needsNda }) => ({
      title,
      summary,
      needsNda,
      askAt: `${publicUrl}${askingPath}?document=${key}`,
    })),
  };
}

/** Milliseconds for which statuses of controls are kept: they say how a day is, and whoever reads them is anybody. */
const statusesKept = 5 * 60_000;

type Standings = ReturnType<typeof controlStandings>;
const kept = new WeakMap<Database, { until: number; standings: Standings }>();

async function controlsShown(db: Database, { controls }: TrustPage, at: Instant): Promise<ShownControl[]> {
  if (controls.length === 0) return [];
  const standings = await standingsKept(db, at);
  const found = new Map(standings.map((control) => [control.id, control]));
  const statusOf = new Map(standings.flatMap((one) => one.statements.map(({ id, status }) => [id, status])));
  return controls.flatMap((id) => {
    const control = found.get(id);
    if (control === undefined) return [];
    const { framework, title, status } = control;
    const its = [...control.statements.map((statement) => statement.id), ...control.shownBy];
    const applying = its.filter((statement) => statusOf.get(statement) !== 'not_applicable');
    const checked = applying.filter((statement) => statusOf.get(statement) !== 'nothing_to_check');
    const counts = { apply: applying.length, checked: checked.length };
    return [{ id, framework: frameworks[framework].title, title, status, statements: counts }];
  });
}

/** Worked out once however many ask meanwhile; what failed is not kept. */
function standingsKept(db: Database, at: Instant): Standings {
  const known = kept.get(db);
  if (known !== undefined && known.until > Date.parse(at)) return known.standings;
  const standings = controlStandings(db, at);
  kept.set(db, { until: Date.parse(at) + statusesKept, standings });
  standings.catch(() => kept.delete(db));
  return standings;
}
