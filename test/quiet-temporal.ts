import { DefaultLogger, Runtime } from '@temporalio/worker';

/** Workers of the tests say only what is wrong. */
Runtime.install({ logger: new DefaultLogger('WARN') });
