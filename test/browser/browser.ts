import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { type Browser as Chromium, type BrowserContext, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { noChromium } from '../../launcher/chromium.ts';
import type { Account, TestOrganisation } from '../test-organisation.ts';

export interface Look {
  /** Of the window, in CSS pixels. */
  width?: number;
  scheme?: 'light' | 'dark';
  javaScript?: boolean;
  height?: number;
  /** Device pixels to a CSS pixel. */
  scale?: number;
}

// No sandbox, because tests run as root in containers; the rest keeps the browser from talking to anybody but us.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A real Chromium for one suite, and everything that its pages complained about. */
export class Browser {
  readonly #chromium: Chromium;
  readonly #contexts: BrowserContext[] = [];
  #complaints: string[] = [];

  private constructor(chromium: Chromium) {
    this.#chromium = chromium;
  }

  static async launch(): Promise<Browser> {
    const executablePath = inject('chromium');
    if (executablePath === '') throw new Error(noChromium);
    return new Browser(await chromium.launch({ executablePath, args: flags }));
  }

  async close(): Promise<void> {
    await this.#chromium.close();
  }

  /** Another person's browser, in which nobody is signed in. */
  async open(
    organisation: TestOrganisation,
    path: string,
    { width = 1280, height = 900, scale = 1, scheme = 'light', javaScript = true }: Look = {},
  ): Promise<Page> {
    const context = await this.#chromium.newContext({
      baseURL: organisation.url,
      viewport: { width, height },
      deviceScaleFactor: scale,
      colorScheme: scheme,
      javaScriptEnabled: javaScript,
      reducedMotion: 'reduce',
    });
    this.#contexts.push(context);
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    this.#listen(page);
    await page.goto(path);
    return page;
  }

  /** Follows the address as somebody who is asked to sign in first, and does so on the demo's page. */
  async openAs(organisation: TestOrganisation, account: Account, path: string, look?: Look): Promise<Page> {
    const page = await this.open(organisation, path, look);
    await page.locator(`button[name=userName][value="${account}"]`).click();
    await page.waitForURL(({ pathname }) => !pathname.startsWith('/sign-in'));
    return page;
  }

  /**
   * Closes what has been opened.
   * @throws when a page had written an error to its console: a script that fails, something that the policy of contents
   *   forbids, something that does not load
   */
  async endVisits(): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close();
    const complaints = this.#complaints.splice(0);
    if (complaints.length > 0) throw new Error(`The browser complained:\n${complaints.join('\n')}`);
  }

  #listen(page: Page): void {
    page.on('pageerror', (error) => this.#complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      // A page that says no has a status that says so too; the console calls that a failure to load.
      if (message.type() !== 'error' || message.location().url === page.url()) return;
      this.#complaints.push(`${page.url()}: ${message.text()}`);
    });
  }
}

/** What axe finds wrong with the page as it is shown now: rule, why, and where. */
export async function axeViolations(page: Page, { colours }: { colours: boolean }): Promise<string[]> {
  await page.evaluate(`window.axe ?? (() => { ${axeSource} })()`);
  // `target-size` (WCAG 2.2, 2.5.8) is off in axe unless one asks for it.
  const all = { rules: { 'target-size': { enabled: true } } };
  const options = {
    ...(colours ? { runOnly: ['color-contrast', 'link-in-text-block'] } : all),
    resultTypes: ['violations'],
    preload: false,
  };
  const { violations } = await page.evaluate<{ violations: Violation[] }>(
    `axe.run(document, ${JSON.stringify(options)})`,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} (${target.join(' ')}): ${failureSummary}`),
  );
}

interface Violation {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary: string }[];
}
