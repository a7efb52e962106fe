import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { mayWrite } from '../../access.ts';
import { assetPath } from '../assets.ts';
import type { View, Viewer } from '../page.ts';
import type { Role } from '../../../domain/identity.ts';
import { trustPath } from '../../../domain/trust-address.ts';

interface Place {
  href: string;
  label: string;
  /** What else is found there. */
  with?: string[];
  /** Who finds it in the navigation; everybody where it does not say. */
  for?: Role[];
}

/** The navigation, by what one comes for. */
const places: Place[] = [
  { href: '/inbox', label: 'Inbox', with: ['/assignments'] },
  { href: '/adoption-requests', label: 'Requests' },
  { href: '/ai-systems', label: 'Systems', with: ['/shadow-ai', '/usage-audits'] },
  { href: '/oversight-cases', label: 'Oversight', with: ['/concerns', '/oversight-policy', '/usage-policy'] },
  { href: '/risks', label: 'Risks' },
  { href: '/vendors', label: 'Vendors' },
  {
    href: '/policies',
    label: 'Policies',
    with: [
      '/significant-changes',
      '/duties',
      '/management-reviews',
      '/approval-policy',
      '/risk-policy',
      '/vendor-policy',
    ],
  },
  { href: '/courses', label: 'Training', with: ['/training', '/training-completions'] },
  { href: '/people', label: 'People', for: ['administrator', 'compliance_manager', 'auditor'] },
  {
    href: '/audit',
    label: 'Audit',
    with: [
      ...['/compliance', '/gaps', '/statement-of-applicability'],
      ...['/audit-packs', '/audit-engagements', '/evidence-requests'],
      ...['/trust-center', '/access-grants'],
    ],
    for: ['auditor', 'compliance_manager', 'administrator'],
  },
];

/** What an external auditor finds there. */
const placesFromOutside: Place[] = [
  { href: '/audit-engagements', label: 'Engagements', with: ['/evidence-requests'] },
];

/** A whole HTML document: the view in the shell, for a person who has signed in. */
export function renderView(view: View, { viewer, path }: { viewer: Viewer; path: string }): string {
  return renderDocument(view, <Header viewer={viewer} path={path} />);
}

/** A whole HTML document for somebody who has not signed in. */
export function renderPublicView(view: View): string {
  return renderDocument(
    view,
    <header class="shell-header">
      <Brand />
    </header>,
  );
}

/** A whole HTML document for somebody at a vendor: there is nowhere to go from it, and no script. */
export function renderPortalView(view: View): string {
  const header = (
    <header class="shell-header">
      <span class="brand">
        <BrandMark />
      </span>
    </header>
  );
  return renderDocument(view, header, { script: false });
}

/** A whole HTML document of the trust center, in the name of the organisation: for anybody, and without script. */
export function renderTrustView(view: View, house: string): string {
  const header = (
    <header class="shell-header">
      <a class="brand" href={trustPath}>
        {house}
      </a>
    </header>
  );
  return renderDocument(view, header, { script: false, of: house });
}

function renderDocument(
  { title, main, wide, changes }: View,
  header: ComponentChildren,
  { script, of = 'Countersign' }: { script: boolean; of?: string } = { script: true },
): string {
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${of}`}</title>
        <link rel="stylesheet" href={assetPath('countersign.css')} />
        <link rel="icon" href={assetPath('icon.svg')} type="image/svg+xml" />
        {script && <script type="module" src={assetPath('countersign.js')} />}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        {header}
        <main id="main" class={wide === true ? 'wide' : undefined} data-changes={changes} tabIndex={-1}>
          {main}
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(document)}`;
}

function Brand() {
  return (
    <a class="brand" href="/">
      <BrandMark />
    </a>
  );
}

function BrandMark() {
  return (
    <>
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
        <path d="M3 13.5c2-5.5 4.5-8.5 6-8s-1.500 8 0 8 3-5 4.500-5 .5 4 3.500 3M3 17h14" />
      </svg>
      Countersign
    </>
  );
}

function Header({ viewer, path }: { viewer: Viewer; path: string }) {
  const { roles } = viewer.person;
  const open = viewer.external ? placesFromOutside : places.filter(({ for: whom }) => isFor(whom, roles));
  return (
    <header class="shell-header">
      <Brand />
      <nav aria-label="Main">
        <ul class="shell-nav">
          {open.map(({ href, label, with: others = [] }) => (
            <li key={href}>
              <a
                href={href}
                aria-current={[href, ...others].some((one) => isAt(path, one)) ? 'page' : undefined}
              >
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {mayWrite(viewer.person) && (
        <a class="button button-quiet shell-new" href="/adoption-requests/new">
          New request
        </a>
      )}
      <details class="shell-person">
        <summary>{viewer.person.name}</summary>
        <ul>
          {placesOf(viewer).map(({ href, label }) => (
            <li key={href}>
              <a href={href}>{label}</a>
            </li>
          ))}
          <li>
            <form method="post" action="/sign-out">
              <button class="link">Sign out</button>
            </form>
          </li>
        </ul>
      </details>
    </header>
  );
}

/** What one reaches by one's own name: what is one's own, what one administers, and the mailbox of a demo. */
function placesOf({ person: { roles }, external, demo }: Viewer): Place[] {
  if (external) return [];
  const own: Place[] = [
    { href: '/delegations', label: 'Delegations' },
    { href: '/settings', label: 'Settings' },
    { href: '/tokens', label: 'Tokens', for: ['administrator', 'auditor'] },
    { href: '/messages', label: 'Messages', for: ['administrator'] },
    { href: '/webhooks', label: 'Webhooks', for: ['administrator'] },
    ...(demo ? [{ href: '/mailbox', label: 'Mailbox of the demo' }] : []),
  ];
  return own.filter(({ for: whom }) => isFor(whom, roles));
}

function isFor(whom: Role[] | undefined, roles: readonly Role[]): boolean {
  return whom === undefined || whom.some((role) => roles.includes(role));
}

function isAt(path: string, href: string): boolean {
  return path === href || (path.startsWith(`${href}/`) && path !== '/adoption-requests/new');
}
