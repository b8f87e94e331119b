import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { startApp } from '../support/app.ts'
import { TEST_ROLES_SECRET } from '../support/database.ts'
import { programPath } from '../support/programs.ts'

t.test('a second town begins with what the first has settled, and with nobody of it', async (t) => {
  const { given, databaseUrl } = await startApp(t)
  const { schemeId, teamLead, advisor } = given.town
  const folder = await mkdtemp(join(tmpdir(), 'rother-settings-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const safety = {
    phones: { crisisLine: '01632 960110' },
    concernLadder: [teamLead.membershipId, advisor.membershipId],
    noReplyRungs: ['at-the-door', 'practice', 'emergency-services'],
  }
  const settled = { targets: { triage: 9 }, criteria: { minimumAge: 65 }, caseloadLimit: 44, safety }
  await given.rows(`update scheme_settings set settings = settings || '${JSON.stringify(settled)}'::jsonb`)
  await given.rows(`update scheme_list_items set label = 'Being alone' where list = 'need' and code = 'loneliness'`)
  await given.rows(`update scheme_list_items set retired_on = '2026-01-01' where list = 'need' and code = 'food'`)

  const cli = async (...args: string[]) => {
    const env = { ...process.env, DATABASE_URL: databaseUrl, DATABASE_ROLES_SECRET: TEST_ROLES_SECRET }
    return (await promisify(execFile)(process.execPath, [programPath('src/cli'), ...args], { env })).stdout
  }
  const written = await cli('export-settings', '--scheme', schemeId)
  const file = JSON.parse(written)
  t.match(file, { format: 'rother-settings', version: 1, settings: { targets: { triage: 9 }, caseloadLimit: 44 } })
  for (const secret of ['01632', teamLead.membershipId, given.town.serviceId, schemeId])
    t.notMatch(written, secret, 'no number, nobody, no organisation')

  const path = join(folder, 'settings.json')
  await writeFile(path, written)
  for (const from of [path, schemeId]) {
    const made = JSON.parse(await cli('create-scheme', '--name', 'Second', '--service', 'Links', '--from', from))
    const [row] = await given.rows<{ settings: { safety: { concernLadder: string[] } } }>(
      `select settings from scheme_settings where scheme_id = '${made.schemeId}'`,
    )
    t.match(row?.settings, {
      advisorServiceId: made.advisorServiceId,
      targets: { triage: 9, answer: 5 },
      criteria: { minimumAge: 65 },
      safety: {
        phones: { emergency: '999', crisisLine: null },
        noReplyRungs: ['at-the-door', 'practice', 'emergency-services'],
      },
    })
    t.same(row?.settings.safety.concernLadder, [], 'nobody of the first town is told')
    const needs = await given.rows<{ code: string; label: string }>(
      `select code, label from scheme_list_items where scheme_id = '${made.schemeId}' and list = 'need' order by position`,
    )
    t.same(needs[0], { code: 'loneliness', label: 'Being alone' })
    t.notOk(
      needs.some(({ code }) => code === 'food'),
      'what was retired stays behind',
    )
    t.equal((await given.rows(`select id from organisations where scheme_id = '${made.schemeId}'`)).length, 2)
    t.same(await given.rows(`select id from memberships where scheme_id = '${made.schemeId}'`), [])
  }

  const withPhone = { ...file, settings: { ...file.settings, safety: { phones: { crisisLine: '01632 960110' } } } }
  await writeFile(path, JSON.stringify(withPhone))
  const refused = await cli('create-scheme', '--name', 'Third', '--service', 'Links', '--from', path).catch(
    (error: { stderr: string }) => error.stderr,
  )
  t.match(refused, /The settings cannot be used[\s\S]*phones/, 'a number of another town is refused, not read over')
  t.same(await given.rows(`select id from schemes where name = 'Third'`), [], 'and nothing is made')
})
