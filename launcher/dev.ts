/** `npm run dev`: like `npm start`, with the API and the worker started anew whenever their source changes. */
import { launch } from './launch.ts';

await launch({ watch: true });
