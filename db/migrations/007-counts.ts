import { sql, type Kysely } from 'kysely'

/**
 * A team's daily count of null meant once that the team has the type's; now it means that it has none, so the
 * old ones go. Rows tell more than they did and hide more, so the epoch changes: every screen reads its board
 * anew, and a page of before reloads itself.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update task_type t set row = jsonb_set(row, '{teams}', (
      select jsonb_object_agg(team, case when own->'dailyCount' = 'null'::jsonb then own - 'dailyCount' else own end)
      from jsonb_each(t.row->'teams') as own_of(team, own)))
    where exists (select from jsonb_each(case when jsonb_typeof(t.row->'teams') = 'object' then t.row->'teams' else '{}' end)
      as own_of(team, own) where own->'dailyCount' = 'null'::jsonb)`.execute(db)
  await sql`update meta set value = to_jsonb(gen_random_uuid()::text) where key = 'epoch'`.execute(
    db,
  )
}
