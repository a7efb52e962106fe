import { EnvironmentError, readEnvironment, type Environment } from '../environment.ts';
import { announcement } from './announcement.ts';
import { reason } from './command.ts';
import { prepareDatabase } from './database.ts';
import { Home } from './home.ts';
import { Household } from './household.ts';
import { LaunchError } from './launch-error.ts';
import { startParts } from './parts.ts';
import { noteDatabase } from './noted-database.ts';
import { showProgress } from './progress.ts';
import { bringPostgres, bringTemporal, checkGivenServers, checkPorts } from './servers.ts';
import { bundleWorkflows } from './workflow-bundle.ts';

/**
 * Starts all of Countersign and stays until it is told to stop. What a person must mend is one sentence on stderr and exit
 * code 1, with everything that had been started stopped again.
 */
export async function launch({ watch }: { watch: boolean }): Promise<void> {
  const launcher = new Launcher(watch);
  launcher.stopOnSignal();
  await launcher.start();
}

class Launcher {
  readonly #watch: boolean;
  readonly #household = new Household(say);
  #home: Home | undefined;
  #leaving = false;

  constructor(watch: boolean) {
    this.#watch = watch;
  }

  async start(): Promise<void> {
    try {
      const environment = ownEnvironment();
      this.#home = await Home.claim(environment.home);
      await this.#startAll(environment, this.#home);
    } catch (error) {
      if (!this.#leaving) await this.#leave(1, sentenceFor(error));
    }
  }

  stopOnSignal(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (this.#leaving) this.#leaveAtOnce();
        else void this.#leave(0);
      });
    }
  }

  async #startAll(environment: Environment, home: Home): Promise<void> {
    const household = this.#household;
    await checkPorts(environment);
    await checkGivenServers(environment);
    const [database, temporal] = await Promise.all([
      bringPostgres(environment, household),
      bringTemporal(environment, home, household),
      bundleWorkflows(showProgress),
    ]);
    await prepareDatabase(environment, database);
    await noteDatabase(environment.home, database.url);
    await startParts({ environment, home, household, database, temporal, watch: this.#watch });
    say(await announcement(environment, temporal));
  }

  async #leave(code: number, sentence?: string): Promise<void> {
    this.#leaving = true;
    if (sentence !== undefined) process.stderr.write(`${sentence}\n`);
    else say('Stopping …');
    await this.#household.stop();
    await this.#home?.release();
    process.exit(code);
  }

  #leaveAtOnce(): void {
    this.#household.kill();
    process.exit(1);
  }
}

/** Demo accounts exist where, and only where, the launcher brings the database. */
function ownEnvironment(): Environment {
  return readEnvironment({ ...process.env, COUNTERSIGN_DEMO: process.env['DATABASE_URL'] ? '0' : '1' });
}

function sentenceFor(error: unknown): string {
  if (error instanceof LaunchError || error instanceof EnvironmentError) return error.message;
  if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) return error.stack ?? error.message;
  return `Countersign could not start: ${reason(error)} (LOG_LEVEL=debug shows where).`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
