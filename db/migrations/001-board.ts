import { sql, type Kysely } from 'kysely'

const documents = [
  'office', 'team', 'person', 'account', 'skill', 'task_type', 'backlog', 'tally', 'mapping', 'ended',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  await run(`create table meta (key text primary key, value jsonb not null)`)
  await run(`insert into meta values ('epoch', to_jsonb(gen_random_uuid()::text)),
    ('secret', to_jsonb(gen_random_uuid()::text || gen_random_uuid()::text))`)

  await run(`create table log (
    office text not null, seq bigint not null, mark text not null, at text not null,
    actor text not null, command text not null, id text not null, input jsonb, reason text,
    puts jsonb, drops jsonb,
    constraint log_fence primary key (office, seq))`)
  await run(`create table answer (
    office text not null, person text not null, id text not null, seq bigint not null,
    command text not null, hash text not null, output jsonb not null, at text not null,
    constraint answer_once primary key (office, person, id))`)
  await run(`create index answer_age on answer (at)`)
  await run(`create table event (
    office text not null, no integer not null, seq bigint not null, status text not null, holder text,
    primary key (office, no, seq))`)

  for (const name of documents) {
    await run(`create table ${name} (
      office text not null, key text not null, row jsonb not null, primary key (office, key))`)
  }
  await task(run)
  await run(`create table credential (
    office text not null, key text not null, row jsonb not null,
    username text generated always as (row->>'username') stored,
    primary key (office, key), constraint credential_username unique (username))`)
}

async function task(run: (text: string) => Promise<unknown>): Promise<void> {
  // Instants are normalised text, so their text order is their time order; a cast to timestamptz
  // would not be immutable and could not be generated.
  await run(`create table task (
    office text not null, key integer not null, row jsonb not null,
    team text generated always as (row->>'team') stored,
    type text generated always as (row->>'type') stored,
    status text generated always as (row->>'status') stored,
    holder text generated always as (row->>'holder') stored,
    rank smallint generated always as (case row->>'priority'
      when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end) stored,
    due_at text generated always as (row->>'dueAt') stored,
    reference text generated always as (row->>'reference') stored,
    words tsvector generated always as (to_tsvector('simple'::regconfig,
      coalesce(row->>'title', '') || ' ' || coalesce(row->>'requester', '') || ' ' ||
      coalesce(row->>'reference', ''))) stored,
    primary key (office, key))`)
  await run(`create index task_queue on task (office, team, rank, due_at nulls last, key)
    where status = 'queued'`)
  await run(`create index task_held on task (office, status)
    where status in ('assigned', 'active', 'waiting', 'review')`)
  await run(`create index task_reference on task (office, reference) where reference is not null`)
  await run(`create index task_words on task using gin (words)`)
}
