import { type SqlBool, sql } from 'kysely';
import type { PersonId } from '../domain/decider.ts';
import { asks } from '../domain/notification-kind.ts';
import { partsOf, type Topic } from '../domain/topic.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { DeliveryKind } from './tables/notification.ts';
import type { Schema } from './schema.ts';
import type { TaskKind } from './tables/task.ts';

/** What a message asks for by way of a task, where duties are segregated. */
const segregatedTask: Partial<Record<DeliveryKind, TaskKind>> = {
  risk_acceptance_requested: 'risk_acceptance',
  vendor_sign_off_requested: 'vendor_sign_off',
  vendor_sign_off_reminder: 'vendor_sign_off',
  vendor_sign_off_escalated: 'vendor_sign_off',
  policy_sign_off_requested: 'policy_sign_off',
  policy_sign_off_reminder: 'policy_sign_off',
  policy_sign_off_escalated: 'policy_sign_off',
  ai_system_sign_off_requested: 'ai_system_sign_off',
  ai_system_sign_off_reminder: 'ai_system_sign_off',
  ai_system_sign_off_escalated: 'ai_system_sign_off',
  usage_audit_opened: 'usage_audit',
  usage_audit_reminder: 'usage_audit',
  management_review_sign_off_requested: 'management_review_sign_off',
  management_review_sign_off_reminder: 'management_review_sign_off',
};

export interface WhatIsAsked {
  kind: DeliveryKind;
  topic: Topic;
  about: Schema['notification']['about'];
  /** Whom it is for, as the outbox has it. */
  recipient: string;
}

/** Whom segregation of duties keeps from what a message asks for. */
export async function barredFrom(
  db: Database | DatabaseTransaction,
  { kind, topic, about, recipient }: WhatIsAsked,
): Promise<PersonId[]> {
  if (asks.some((ask) => ask === kind)) return barredFromRequest(db, partsOf(topic).id, about);
  const task = segregatedTask[kind];
  if (task === undefined) return [];
  const tasks = await db
    .selectFrom('task')
    .select('barred_ids')
    .where('stream', '=', topic)
    .where('kind', '=', task)
    .where('holder', '=', recipient)
    .execute();
  return tasks.flatMap(({ barred_ids }) => barred_ids);
}

/** Whoever made the request, and whoever has signed it for another role. */
async function barredFromRequest(
  db: Database | DatabaseTransaction,
  id: string,
  about: WhatIsAsked['about'],
): Promise<PersonId[]> {
  const requesters = await db
    .selectFrom('adoption_request')
    .select('requester_id')
    .where('id', '=', id)
    .execute();
  const signatories = await db
    .selectFrom('sign_off_signatory')
    .select('person_id')
    .where('request_id', '=', id)
    .where(sql<SqlBool>`role is distinct from ${about}`)
    .execute();
  return [
    ...requesters.map(({ requester_id }) => requester_id),
    ...signatories.map(({ person_id }) => person_id),
  ];
}
