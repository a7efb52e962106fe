import { findAiSystem } from '../db/ai-system.ts';
import { aiSystem } from '../domain/ai-system.ts';
import type { AiSystem, AiSystemCommand } from '../domain/ai-system-state.ts';
import { aiSystemAttributesOf } from '../workflows/ai-system-messages.ts';
import { aiSystemRepresentation } from './ai-system-representation.ts';
import type { ProcessKind } from './process.ts';

/** How the API carries messages to AI systems in use. */
export const aiSystemProcess: ProcessKind<AiSystem, AiSystemCommand> = {
  kind: 'ai-system',
  noun: 'AI system',
  workflowType: 'aiSystem',
  path: '/v1/ai-systems',
  decider: aiSystem,
  find: findAiSystem,
  async represent(db, recorded) {
    return { body: await aiSystemRepresentation(db, recorded), etag: `"${recorded.seq}"` };
  },
  attributesOf: aiSystemAttributesOf,
  summaryOf: ({ tier }) => `AI system · ${tier} risk`,
  isAhead: (command, { declared, asked }) =>
    (command.type === 'signOff' && command.change > declared) ||
    (command.type === 'answerJoining' && command.joining > asked),
  refusalExtensions: (_db, { state, suspension }) =>
    Promise.resolve({ state, suspension: suspension?.reason ?? null }),
};
