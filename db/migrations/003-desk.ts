import { sql, type Kysely } from 'kysely'

const documents = ['pattern', 'shift', 'leave', 'plan', 'hour_note', 'standard', 'usual', 'undo']

/** The lead's desk: the timetable, what is planned and noted, standards, and days that are over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  for (const name of documents) {
    await run(`create table ${name} (
      office text not null, key text not null, row jsonb not null, primary key (office, key))`)
  }
  await run(`create table archive (
    office text not null, key text not null, row jsonb not null,
    "table" text generated always as (row->>'table') stored,
    day text generated always as (row->>'day') stored,
    primary key (office, key))`)
  await run(`create index archive_day on archive (office, "table", day)`)
  // Finished work by when it was finished: what a day brought, hour by hour.
  await run(`alter table task add finished_at text generated always as (row->>'finishedAt') stored`)
  await run(`alter table task add created_at text generated always as (row->>'createdAt') stored`)
  await run(`create index task_finished on task (office, finished_at) where finished_at is not null`)
  await run(`create index task_created on task (office, created_at)`)
  // Who was where on a day: the few entries that say so, among all that people did.
  await run(`create index log_presence on log (office, at) where command in
    ('person.presence', 'person.edit', 'session.begin', 'session.end', 'session.endAll', 'password.reset')`)
  await run(`create index task_due on task (office, due_at) where due_at is not null`)
  // What became of tasks since an entry of the log: how long the queue was at an hour of the day.
  await run(`create index event_seq on event (office, seq)`)
}
