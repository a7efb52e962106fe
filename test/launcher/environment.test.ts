import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { EnvironmentError, readEnvironment } from '../../environment.ts';
import { temporalConnection } from '../../temporal.ts';

describe('the environment', () => {
  test('has a default for everything but the database', () => {
    expect(readEnvironment({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      temporalUiPort: 8233,
      home: path.resolve(import.meta.dirname, '../../.countersign'),
      databaseUrl: undefined,
      demo: false,
      logLevel: 'info',
      taskQueue: 'countersign',
      publicUrl: 'http://127.0.0.1:3000',
      temporalUiUrl: undefined,
      rateLimitPerMinute: 12_000,
      outcomeTimeoutMs: 3_000,
      databasePoolSize: 10,
      checkpointIntervalSeconds: 300,
    });
  });

  test('takes a variable that is set to nothing for not set', () => {
    expect(readEnvironment({ PORT: '', DATABASE_URL: '' })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
    });
  });

  test('makes the home absolute', () => {
    expect(readEnvironment({ COUNTERSIGN_HOME: 'here' }).home).toBe(path.resolve('here'));
  });

  test('names every variable that is wrong in one sentence, and no value', () => {
    const wrong = { PORT: '70000', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://user:secret@db/x' };
    const read = () => readEnvironment(wrong);
    expect(read).toThrow(EnvironmentError);
    expect(read).toThrow(/^The environment is not usable: PORT .*DATABASE_URL .*LOG_LEVEL [^.]*\.$/);
    expect(read).not.toThrow(/secret/);
  });

  test.each(['3000.5', '0', '-1', 'http', '0x10000'])('refuses %s as a port', (port) => {
    expect(() => readEnvironment({ PORT: port })).toThrow(/PORT must be a port number/);
  });

  test.each(['localhost', '127.0.0.1', '127.1.2.3', '::1'])('lets the demo listen on %s', (host) => {
    expect(readEnvironment({ COUNTERSIGN_DEMO: '1', HOST: host }).demo).toBe(true);
  });

  test.each(['0.0.0.0', '::', '192.168.1.4', '127.0.0.1.example.org', 'localhost.example.org'])(
    'refuses to show the demo on %s',
    (host) => {
      expect(() => readEnvironment({ COUNTERSIGN_DEMO: 'true', HOST: host })).toThrow(
        /HOST must be a loopback/,
      );
      expect(readEnvironment({ HOST: host }).demo).toBe(false);
    },
  );
});

describe("Temporal's own configuration", () => {
  test('is this machine without any', () => {
    expect(temporalConnection({ TEMPORAL_CONFIG_FILE: '/nowhere.toml' })).toMatchObject({
      connectionOptions: { address: 'localhost:7233', tls: undefined },
      namespace: 'default',
    });
  });

  test('takes address, namespace and key; a key means TLS', () => {
    const env = {
      TEMPORAL_CONFIG_FILE: '/nowhere.toml',
      TEMPORAL_ADDRESS: 'acme.example.org:7233',
      TEMPORAL_NAMESPACE: 'acme',
      TEMPORAL_API_KEY: 'key',
    };
    expect(temporalConnection(env)).toMatchObject({
      connectionOptions: { address: 'acme.example.org:7233', tls: true, apiKey: 'key' },
      namespace: 'acme',
    });
    expect(temporalConnection({ ...env, TEMPORAL_API_KEY: '' }).connectionOptions.tls).toBeUndefined();
  });
});
