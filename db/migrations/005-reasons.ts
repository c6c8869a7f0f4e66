import { sql, type Kysely } from 'kysely'

/**
 * Why a day was adjusted or swapped stood once in the note, which the whole team reads. It goes where it has
 * been kept since: into the reason, which is for the person and their leads. A note is known for a reason by
 * the command that gave it; whoever wrote something else into the note meant it for all.
 *
 * Old entries of the log that carried such rows are emptied, as pruning does, and the epoch changes, so that
 * every screen reads its board anew. Nothing of this happens where there is nothing to move.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  // Read once: the log may be long, and asking it for every shift would go through it each time.
  await run(`create temporary table given on commit drop as
    select office, command, input from log where command in ('day.adjust', 'day.swap')`)
  await run(`create temporary table moved on commit drop as
    with kept as (
      select office, key, row, key as id, false as archived from shift
      union all
      select office, key, row->'row', row->'row'->>'id', true from archive where "table" = 'shift')
    select s.office, s.key, s.id, s.archived, s.row->>'note' note from kept s
    where s.row->>'note' is not null and not s.row ? 'reason' and (
      exists (select from given l where l.office = s.office and l.command = 'day.adjust'
        and l.input->>'person' = s.row->>'person' and l.input->>'reason' = s.row->>'note')
      or (s.row->>'note' ~ '^(Swapped|Hours exchanged) with ' and exists (
        select from given l where l.office = s.office and l.command = 'day.swap'
          and s.row->>'person' in (l.input->>'a', l.input->>'b'))))`)
  await run(`update shift s set row = s.row || jsonb_build_object('note', null, 'reason', m.note)
    from moved m where not m.archived and s.office = m.office and s.key = m.key`)
  await run(`update archive s
    set row = jsonb_set(s.row, '{row}', s.row->'row' || jsonb_build_object('note', null, 'reason', m.note))
    from moved m where m.archived and s.office = m.office and s.key = m.key`)
  await run(`update log l set puts = null, drops = null
    where l.office in (select office from moved) and l.puts @> '[{"t":"shift"}]'
      and exists (select from moved m, jsonb_array_elements(l.puts) p
        where m.office = l.office and p->>'t' = 'shift' and p->'row'->>'id' = m.id
          and p->'row'->>'note' = m.note)`)
  await run(`update meta set value = to_jsonb(gen_random_uuid()::text)
    where key = 'epoch' and exists (select from moved)`)
}
