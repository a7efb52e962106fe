import path from 'node:path';

/** Where `npm run build` puts the workflow bundle and the worker finds it. */
export const bundlePath = path.join(import.meta.dirname, '../dist/workflow-bundle.js');
