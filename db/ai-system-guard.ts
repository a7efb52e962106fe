import type { AiSystemEvent } from '../domain/ai-system-state.ts';
import type { Refusal } from '../domain/decider.ts';
import type { DatabaseTransaction } from './database.ts';

/** Nobody uses it before the training that its approval asks for has been had (ISO/IEC 42001, 7.2). */
export async function aiSystemGuard(
  trx: DatabaseTransaction,
  id: string,
  event: AiSystemEvent,
): Promise<Refusal | undefined> {
  if (event.type !== 'AiSystemWentLive') return undefined;
  const { detail } = await trx
    .selectFrom('ai_system')
    .select('detail')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const open = await trx
    .selectFrom('action')
    .select(['text', 'detail'])
    .where(
      'subject',
      'in',
      detail.requests.map((request) => `adoption-request/${request}`),
    )
    .where('state', '=', 'open')
    .execute();
  const training = open.find((action) => action.detail.course !== undefined);
  if (training === undefined) return undefined;
  return { code: 'guard_failed', detail: `A condition of its approval is open: “${training.text}”.` };
}
