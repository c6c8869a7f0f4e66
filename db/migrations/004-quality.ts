import { sql, type Kysely } from 'kysely'

const documents = [
  'checklist',
  'rate',
  'review',
  'sealed',
  'target',
  'training_need',
  'dismissal',
  'training_session',
  'attendance',
  'sheet',
  'procedure',
  'reading',
  'note',
  'look',
  'acknowledgement',
  'grade_tick',
]

/** Quality checks, training, notes upward, and who looked at whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  for (const name of documents) {
    await run(`create table ${name} (
      office text not null, key text not null, row jsonb not null, primary key (office, key))`)
  }
  // The checks of a period, whoever and whatever they are about.
  await run(`alter table review add checked_at text generated always as (row->>'checkedAt') stored`)
  await run(
    `create index review_checked on review (office, checked_at) where checked_at is not null`,
  )
  await run(`create index review_person on review (office, (row->>'person'))`)
  // A person's own work over a period, and a type's.
  await run(`alter table task add finished_by text generated always as (row->>'finishedBy') stored`)
  await run(
    `create index task_finished_by on task (office, finished_by, finished_at) where finished_at is not null`,
  )
}
