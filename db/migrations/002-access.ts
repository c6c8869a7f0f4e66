import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table session (
    id_hash text primary key, office text not null, person text not null, created_at text not null,
    idle_until text not null, absolute_until text not null, last_input_at text not null)`.execute(db)
  await sql`create index session_person on session (office, person)`.execute(db)
}
