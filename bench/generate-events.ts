import type { Client } from 'pg';

const eventsOfStream = 10;

/**
 * Fills the register with events in hash chains, straight by SQL: findings of shadow AI with ten events each, in the order in
 * which their streams take turns; and the read model that names them. Returns how many there are.
 */
export async function generateEvents(client: Client, count: number): Promise<number> {
  const streams = Math.ceil(count / eventsOfStream);
  await client.query(found(streams));
  for (let seq = 1; seq < eventsOfStream; seq += 1) await client.query(reminded, [seq]);
  await client.query(readModel);
  await client.query('vacuum analyze');
  return streams * eventsOfStream;
}

const genesis = `decode(repeat('00', 32), 'hex')`;
const instant = (at: string) => `to_char((${at}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const found = (streams: number) => `
  insert into event (stream, seq, type, at, actor, canonical, prev_hash, hash)
  select stream, 1, 'ShadowAiFound', at, 'system', canonical, ${genesis}, sha256(${genesis} || convert_to(canonical, 'UTF8'))
  from (
    select stream, at, format(
      '{"commandId":null,"event":{"at":"%1$s","by":"system","dueAt":"%1$s","name":"Tool %3$s that teams have begun to use by themselves","number":1,"owner":null,"remindAt":[],"type":"ShadowAiFound"},"seq":1,"stream":"%2$s"}',
      ${instant('at')}, stream, n) as canonical
    from (
      select n, 'shadow-ai/' || md5(n::text)::uuid as stream,
             date_trunc('milliseconds', now() - interval '300 days') + n * interval '1 millisecond' as at
      from generate_series(1, ${streams}) n) stream
    order by n) event`;

const reminded = `
  insert into event (stream, seq, type, at, actor, canonical, prev_hash, hash)
  select stream, $1 + 1, 'ShadowAiReminded', at, 'system', canonical, before, sha256(before || convert_to(canonical, 'UTF8'))
  from (
    select stream, at, position, before, format(
      '{"commandId":null,"event":{"at":"%1$s","by":"system","dueAt":"%1$s","overdue":true,"type":"ShadowAiReminded"},"seq":%3$s,"stream":"%2$s"}',
      ${instant('at')}, stream, $1::integer + 1) as canonical
    from (select stream, at + interval '1 day' as at, position, hash as before from event
          where seq = $1 and type like 'ShadowAi%') last
    order by position) event`;

const readModel = `
  insert into shadow_ai (id, name, name_key, number, state, owner_id, opened_at, due_at, overdue, settled_at, seq, detail)
  select split_part(stream, '/', 2)::uuid, stream, stream, 1, 'open', null, at, at, true, null, ${eventsOfStream}, '{}'
  from event where type = 'ShadowAiFound'
  on conflict do nothing`;
