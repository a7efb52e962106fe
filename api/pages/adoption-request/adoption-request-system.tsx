import { findAiSystem } from '../../../db/ai-system.ts';
import type { Database } from '../../../db/database.ts';
import type { AdoptionRequest } from '../../../domain/adoption-request-state.ts';
import { isUndecided } from '../../../domain/adoption-request-time.ts';
import type { AiSystem } from '../../../domain/ai-system-state.ts';
import { AiSystemStateMark } from '../ai-system/ai-system-mark.tsx';

/** The AI system that an approval has opened, or that a request is to change. */
export interface SystemOfRequest {
  id: string;
  system: AiSystem;
}

/** Undefined where nothing was approved, and for what was approved before there was a register of systems. */
export async function readSystemOf(
  db: Database,
  id: string,
  { content: { system } }: AdoptionRequest,
): Promise<SystemOfRequest | undefined> {
  const found = await findAiSystem(db, system.amends ?? id);
  return found && { id: found.id, system: found.state };
}

/** The way from a request to what has come of it. */
export function SystemLine({
  request,
  opened: { id, system },
}: {
  request: AdoptionRequest;
  opened: SystemOfRequest;
}) {
  const changes = request.content.system.amends !== undefined;
  return (
    <p class="line">
      <span>
        {changes
          ? isUndecided(request)
            ? 'It asks for another scope of '
            : 'It was about the scope of '
          : 'AI system: '}
        <a href={`/ai-systems/${id}`}>{system.name}</a>
      </span>
      <AiSystemStateMark state={system.state} />
    </p>
  );
}
