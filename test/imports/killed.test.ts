import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { startApp } from '../support/app.ts'
import { makeCaseload, toCsv } from '../support/caseload.ts'
import { TEST_ROLES_SECRET } from '../support/database.ts'
import { programPath } from '../support/programs.ts'
import { upload } from '../support/upload.ts'

const PEOPLE = 150

t.test(
  'a worker is killed in the middle of an import: the next one ends it, and everybody is there once',
  async (t) => {
    const test = await startApp(t)
    const { given, as, clock, databaseUrl, runJobs } = test
    const lead = as(given.town.teamLead)
    const around = { practices: ['Wharf Lane Surgery, Millbridge'], advisors: ['Ada Advisor'] }
    const { body } = await upload(lead, 'caseload', toCsv(makeCaseload(around, { people: PEOPLE }).mended))
    await lead.post(`/imports/${body.id}/dry-run`)
    const asked = await lead.post(`/imports/${body.id}/run`)
    t.match(asked, { statusCode: 202, body: { status: 'running', left: PEOPLE } }, asked.text)
    t.match((await lead.post(`/imports/${body.id}/run`)).body.left, PEOPLE, 'asked twice, it is one run')
    t.equal((await given.rows(`select id from jobs where name = 'run-import'`)).length, 1)
    t.match(await lead.post(`/imports/${body.id}/take-back`), { statusCode: 409 }, 'nothing is taken back meanwhile')

    const at = clock.now().toISOString()
    const killed = spawn(
      process.execPath,
      [programPath('test/imports/killed-run'), databaseUrl, TEST_ROLES_SECRET, at],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    )
    t.teardown(() => void killed.kill('SIGKILL'))
    const written = async () =>
      Number((await given.rows<{ n: string }>(`select count(*) as n from import_rows where state = 'imported'`))[0]?.n)
    while ((await written()) < 5) await wait(20)
    killed.kill('SIGKILL')
    await once(killed, 'close')

    const { body: halfway } = await lead.get(`/imports/${body.id}`)
    t.equal(halfway.status, 'running')
    t.ok(halfway.left > 0 && halfway.left < PEOPLE, `the import says how far it is: ${halfway.left} are left`)

    clock.set(new Date(clock.now().getTime() + 61_000))
    await runJobs()
    const { body: done } = await lead.get(`/imports/${body.id}`)
    t.match(done, { status: 'done', left: 0, counts: { imported: PEOPLE, error: 0, 'already-there': 0 } })
    t.match(
      await given.rows(`select count(*)::integer as n, count(distinct person_id)::integer as people,
      count(*) filter (where status = 'accepted')::integer as accepted from referrals`),
      [{ n: PEOPLE, people: PEOPLE, accepted: PEOPLE }],
      'once each',
    )
    t.match(await lead.post(`/imports/${body.id}/run`), { statusCode: 409 }, 'and the run is over')

    await given.rows(`update import_rows set state = 'ok', subject_id = null where number = 10`)
    await given.rows(`update imports set status = 'tried'`)
    await lead.post(`/imports/${body.id}/run`)
    await runJobs()
    const { body: again } = await lead.get(`/imports/${body.id}`)
    t.match(again, { counts: { imported: PEOPLE, error: 0 } }, 'a row cut off before it was ticked off is taken up')
    t.equal((await given.rows('select id from referrals')).length, PEOPLE)
  },
)
