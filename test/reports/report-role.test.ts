import t from 'tap'
import { startApp } from '../support/app.ts'
import { sentOn, writeEpisodes } from './given-episodes.ts'

t.test('the role that reports are read by', async (t) => {
  const { given, pools, databaseUrl } = await startApp(t)
  const { town, rows } = given

  await t.test('can read and write no table: the list of applied migrations alone names nobody', async (t) => {
    const tables = await rows<{ name: string; rights: string[] }>(`
      select relname as name, array(
        select privilege from unnest('{select,insert,update,delete,truncate,references,trigger}'::text[]) as privilege
        where has_table_privilege('rother_report', pg_class.oid, privilege)
          or (privilege in ('select', 'insert', 'update') and has_any_column_privilege('rother_report', pg_class.oid, privilege))
      ) as rights
      from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where relkind in ('r', 'p', 'v', 'm', 'f') and nspname not in ('report', 'information_schema') and nspname not like 'pg\\_%'`)
    t.ok(tables.length > 30, 'all tables were looked at')
    t.same(
      tables.filter(({ rights }) => rights.length > 0),
      [{ name: 'schema_migrations', rights: ['select'] }],
    )
  })

  await t.test(
    'may only read in its schema, and no view there has an id, an instant or a day of anybody',
    async (t) => {
      const views = await rows<{ name: string; kind: string; rights: string[]; columns: string[] }>(`
      select relname as name, relkind::text as kind, relacl::text[] as rights,
        array(select attname || ' ' || atttypid::regtype from pg_attribute where attrelid = pg_class.oid and attnum > 0 order by attnum) as columns
      from pg_class where relnamespace = 'report'::regnamespace order by relname`)
      t.same(
        views.map(({ name, kind, columns }) => ({ name, kind, columns })),
        [
          { name: 'brought', kind: 'v', columns: ['month date', 'n integer'] },
          {
            name: 'funnel',
            kind: 'v',
            columns: ['month date', 'step text', 'step_month date', 'undone_month date', 'n integer'],
          },
          {
            name: 'paired_scores',
            kind: 'v',
            columns: [
              'month date',
              'instrument text',
              'instrument_version smallint',
              'score_id text', // the code of a score in its instrument
              'follow_up_month date',
              'until_month date',
              'n_baselines integer',
              'n_pairs integer',
              'sum_before integer',
              'sum_after integer',
              'sum_change integer',
              'sum_change_squared integer',
            ],
          },
          { name: 'unmet_needs', kind: 'v', columns: ['month date', 'need text', 'area text', 'n integer'] },
          {
            name: 'waits',
            kind: 'v',
            columns: [
              'month date',
              'clock text',
              'reached_month date',
              'breach_month date',
              'working_days integer',
              'n integer',
            ],
          },
        ],
      )
      for (const { name, rights } of views)
        t.ok(rights.includes('rother_report=r/rother_owner'), `${name} may be read and not written`)
    },
  )

  await t.test('finds its own scheme alone, and nothing without one', async (t) => {
    const otherTown = await given.anotherTown()
    await writeEpisodes(databaseUrl, town, [sentOn('2026-01-12')])
    const sent = async (schemeId: string) => (await pools.report(schemeId))`select * from report.funnel`
    t.equal((await sent(town.schemeId)).length, 1)
    t.equal((await sent(otherTown.schemeId)).length, 0)
    const sql = await pools.report(town.schemeId)
    for (const view of ['brought', 'funnel', 'waits', 'paired_scores']) {
      const [found] = await sql.begin(async (tx) => {
        await tx`set local app.scheme_id = ''`
        return tx`select count(*)::integer as n from ${tx(`report.${view}`)}`
      })
      t.same(found, { n: 0 }, view)
    }
    await t.rejects(sql`select 1 from referrals`, { code: '42501' })
  })
})
