import { loadClientConnectConfig } from '@temporalio/envconfig';
import { withoutEmpty } from './environment.ts';

/** How to reach Temporal: options for both `Connection.connect` and `NativeConnection.connect`, and the namespace. */
export type TemporalConnection = ReturnType<typeof temporalConnection>;

/**
 * Reads Temporal's own client configuration: `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`,
 * `TEMPORAL_TLS_*`, and profiles of its configuration file, as every Temporal program understands them.
 * @throws when the named profile or a certificate file is not there
 */
export function temporalConnection(env: NodeJS.ProcessEnv = process.env) {
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: withoutEmpty(env) });
  const { address, tls, apiKey, metadata } = connectionOptions;
  return {
    connectionOptions: { address: address ?? 'localhost:7233', tls, apiKey, metadata },
    namespace: namespace ?? 'default',
  };
}
