import type { Database } from './database.ts';
import { statementResults } from './control-evaluation.ts';
import { applicabilityInForce } from './statement-of-applicability.ts';
import { policiesInForce, systemsInUse } from './trust-disclosure.ts';
import { listedDocuments } from './trust-document.ts';
import { publishedTrustPage } from './trust-page.ts';
import { controls as catalogue, statements } from '../domain/control-catalogue.ts';
import { type ControlStatus, frameworks, statusOfAll } from '../domain/control.ts';
import type { Instant } from '../domain/decider.ts';
import { askingPath } from '../domain/trust-address.ts';
import type { TrustPage } from '../domain/trust-page.ts';

export interface ShownControl {
  id: string;
  framework: string;
  title: string;
  status: ControlStatus;
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

type Statuses = Promise<Map<string, ControlStatus>>;
const kept = new WeakMap<Database, { until: number; statuses: Statuses }>();

async function controlsShown(db: Database, { controls }: TrustPage, at: Instant): Promise<ShownControl[]> {
  if (controls.length === 0) return [];
  const statuses = await statusesKeptFor(db, at);
  const known = new Map(catalogue.map((control) => [control.id, control]));
  return controls.flatMap((id) => {
    const [control, status] = [known.get(id), statuses.get(id)];
    if (control === undefined || status === undefined) return [];
    return [{ id, framework: frameworks[control.framework].title, title: control.title, status }];
  });
}

/** Worked out once however many ask meanwhile; what failed is not kept. */
function statusesKeptFor(db: Database, at: Instant): Statuses {
  const known = kept.get(db);
  if (known !== undefined && known.until > Date.parse(at)) return known.statuses;
  const statuses = statusesOf(db, at);
  kept.set(db, { until: Date.parse(at) + statusesKept, statuses });
  statuses.catch(() => kept.delete(db));
  return statuses;
}

/** How each control stands by its statements, as people of the house see it. */
async function statusesOf(db: Database, at: Instant): Statuses {
  const results = await statementResults(db, at, await applicabilityInForce(db));
  const resultOf = new Map(results.map(({ statement, status }) => [statement, status]));
  return new Map(
    catalogue.flatMap(({ id }) => {
      const its = statements
        .filter(({ control }) => control === id)
        .flatMap((one) => resultOf.get(one.id) ?? []);
      return its.length === 0 ? [] : [[id, statusOfAll(its)] as const];
    }),
  );
}
