import { type Kysely, sql } from 'kysely';

/** Messages are about any process, not requests alone; and invitations go to vendors, who are nobody in the directory. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const table of ['notification', 'delivery']) {
    await sql`alter table ${sql.ref(table)} add column topic text`.execute(db);
    await sql`
      update ${sql.ref(table)} set topic = 'adoption-request/' || request_id
      where request_id is not null`.execute(db);
    // The index by request goes with its column.
    await sql`alter table ${sql.ref(table)} drop column request_id`.execute(db);
  }
  await sql`create index delivery_by_topic on delivery (topic, about, created_at desc)`.execute(db);
  // `token` is there until its mail has gone or cannot go, and not longer: links themselves hold its hash alone.
  await sql`
    create table vendor_invitation (
      delivery_id uuid primary key references delivery,
      link_id     uuid not null references vendor_link,
      kind        text not null check (kind in ('invitation', 'reminder')),
      email       text not null,
      vendor_name text not null,
      owner_name  text not null,
      due_at      timestamptz(3) not null,
      token       text
    )`.execute(db);
  await sql`create index vendor_invitation_of on vendor_invitation (link_id)`.execute(db);
}
