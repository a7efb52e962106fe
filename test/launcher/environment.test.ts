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
      openIdConnect: undefined,
      directoryRoles: {},
      temporalUiUrl: undefined,
      rateLimitPerMinute: 12_000,
      mail: undefined,
      webhookAllowPrivate: false,
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

describe('the identity provider', () => {
  const OIDC_ISSUER = 'https://sso.example.org/realms/acme';

  test('needs an issuer and a client id; the rest has defaults', () => {
    expect(readEnvironment({ OIDC_ISSUER, OIDC_CLIENT_ID: 'countersign' }).openIdConnect).toEqual({
      issuer: OIDC_ISSUER,
      name: 'sso.example.org',
      clientId: 'countersign',
      clientSecret: undefined,
      scopes: 'openid profile email',
      audience: 'countersign',
      subjectClaim: 'sub',
      personClaim: 'preferred_username',
      rolesClaim: undefined,
      joiners: 'refuse',
    });
    expect(() => readEnvironment({ OIDC_ISSUER })).toThrow(/OIDC_CLIENT_ID/);
  });

  test.each(['http://sso.example.org', 'ftp://sso.example.org', 'http://127.0.0.1.example.org', 'sso'])(
    'is not reached at %s',
    (issuer) => {
      const read = () => readEnvironment({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'x' });
      expect(read).toThrow(/OIDC_ISSUER must be/);
    },
  );

  test('may be on this machine without TLS', () => {
    const env = { OIDC_ISSUER: 'http://127.0.0.1:8080/', OIDC_CLIENT_ID: 'x' };
    expect(readEnvironment(env).openIdConnect?.name).toBe('127.0.0.1:8080');
  });

  test('gives roles by groups', () => {
    const DIRECTORY_ROLES = '{"Security team": "security", "Board": ["management", "auditor"]}';
    expect(readEnvironment({ DIRECTORY_ROLES }).directoryRoles).toEqual({
      'Security team': ['security'],
      Board: ['management', 'auditor'],
    });
    expect(() => readEnvironment({ DIRECTORY_ROLES: 'security' })).toThrow(/DIRECTORY_ROLES must be JSON/);
    expect(() => readEnvironment({ DIRECTORY_ROLES: '{"a": "king"}' })).toThrow(EnvironmentError);
  });
});

describe('the public URL', () => {
  test('is an origin, by default the one of this machine', () => {
    expect(readEnvironment({ PUBLIC_URL: 'https://sign.example.org/' }).publicUrl).toBe(
      'https://sign.example.org',
    );
    expect(readEnvironment({ HOST: '0.0.0.0', PORT: '80' }).publicUrl).toBe('http://127.0.0.1:80');
    for (const PUBLIC_URL of ['https://example.org/sign', 'example.org', 'ftp://example.org']) {
      expect(() => readEnvironment({ PUBLIC_URL })).toThrow(/PUBLIC_URL must be/);
    }
  });
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
