import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { run } from './command.ts';
import { eventually } from './eventually.ts';
import { answers, freePort } from './ports.ts';
import type { Progress } from './progress.ts';
import { downloadWithSdk } from './sdk-download.ts';

const VERSION = '1.38.0';

// Java starts too slowly for the SDK, which gives up after five seconds: a small heap's collector, the quick compiler
// and an archive of the classes already loaded bring it to less than half a second.
const JAVA = 'exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m';
const MAIN = 'io.temporal.testserver.TestServer';

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>countersign</groupId>
  <artifactId>time-skipping-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

/**
 * Finds Temporal's time-skipping test server, or gets one into the cache folder: by the SDK's own download, or from Maven
 * Central where Java and Maven are installed.
 * @returns the path of a program for the SDK's `existing-path`; undefined when there is no way to one that we know of, and
 *   the SDK may try for itself
 */
export async function findTimeSkippingServer(progress: Progress): Promise<string | undefined> {
  const downloaded = path.join(cacheFolder(), 'temporal-test-server');
  const wrapper = path.join(folder(), 'temporal-test-server');
  if (existsSync(downloaded)) return downloaded;
  if (existsSync(wrapper) && (await hasJava())) return wrapper;
  if (await downloadWithSdk('time-skipping', downloaded, progress)) return downloaded;
  if ((await hasJava()) && (await has('mvn'))) {
    await progress(
      "Fetching Temporal's time-skipping server from Maven Central (once on this machine)",
      fetchJars,
    );
    return wrapper;
  }
  return undefined;
}

function folder(): string {
  return path.join(cacheFolder(), `time-skipping-server-${VERSION}`);
}

// Fetched beside its place and moved there when whole; the archive is made after that, because Java notes the paths of the
// jars in it, and the wrapper is written last, because its presence says that all is there.
async function fetchJars(): Promise<void> {
  await mkdir(cacheFolder(), { recursive: true });
  const workshop = await mkdtemp(path.join(cacheFolder(), 'jars-'));
  try {
    await writeFile(path.join(workshop, 'pom.xml'), POM);
    await run(
      'mvn',
      ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=jars'],
      { cwd: workshop },
    );
    await rm(folder(), { recursive: true, force: true });
    await rename(workshop, folder());
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  await archiveClasses();
  const wrapper = path.join(folder(), 'temporal-test-server');
  const command = `${JAVA} -XX:SharedArchiveFile='${archive()}' -Xshare:auto -cp '${await classPath()}' ${MAIN} "$@"`;
  await writeFile(`${wrapper}.new`, `#!/bin/sh\n${command}\n`);
  await chmod(`${wrapper}.new`, 0o755);
  await rename(`${wrapper}.new`, wrapper);
}

// Java writes the archive when the server ends in order. Without one the server still works, only slower.
async function archiveClasses(): Promise<void> {
  const port = await freePort();
  const command = `${JAVA} -XX:ArchiveClassesAtExit='${archive()}' -cp '${await classPath()}' ${MAIN} ${port}`;
  const server = spawn('/bin/sh', ['-c', command], { stdio: 'ignore' });
  const ended = once(server, 'exit');
  await eventually(async () => (await answers(port, '127.0.0.1', 1_000)) || undefined, 20_000);
  server.kill('SIGTERM');
  await ended;
}

function archive(): string {
  return path.join(folder(), 'classes.jsa');
}

async function classPath(): Promise<string> {
  const jars = path.join(folder(), 'jars');
  return (await readdir(jars))
    .sort()
    .map((jar) => path.join(jars, jar))
    .join(path.delimiter);
}

async function hasJava(): Promise<boolean> {
  return has('java');
}

async function has(program: string): Promise<boolean> {
  return run(program, ['-version']).then(
    () => true,
    () => false,
  );
}
