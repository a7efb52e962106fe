/** `npm start`: everything Countersign needs, started in order, kept running, and stopped together. */
import { launch } from './launch.ts';

await launch({ watch: false });
