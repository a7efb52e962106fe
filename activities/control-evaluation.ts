import { evaluateControls } from '../db/control-evaluation.ts';
import type { Database } from '../db/database.ts';

export interface ControlEvaluationActivities {
  /** Puts down how every statement stands; once for an `id`. */
  evaluateControls(id: string): Promise<void>;
}

export function controlEvaluationActivities(db: Database): ControlEvaluationActivities {
  return { evaluateControls: (id) => evaluateControls(db, id, new Date().toISOString()) };
}
