import t from 'tap'
import { startApp } from '../support/app.ts'
import { makeCaseload, toCsv } from '../support/caseload.ts'
import { askUntilDone, runToEnd, upload } from '../support/upload.ts'

const MORE = ['First contact', 'Assessed on', 'Plan agreed on', 'Last contact by']
type Fault = { column: string; level: string; message: string }

/** A caseload with the columns that say what happened, and cells that are put in. */
function withHistory(rows: Record<string, string>[], seed: number): Buffer {
  const around = { practices: ['Wharf Lane Surgery, Millbridge'], advisors: ['Ada Advisor'] }
  const [headings = [], ...people] = makeCaseload(around, { people: rows.length, seed }).mended.slice(2)
  const all = [...headings, ...MORE]
  return toCsv([
    all,
    ...people.map((cells, at) => all.map((heading, column) => rows[at]?.[heading] ?? cells[column] ?? '')),
  ])
}

t.test(
  'what happened is brought with its days: milestones, the last contact, and the advisor by address',
  async (t) => {
    const test = await startApp(t)
    const { given, as } = test
    const { town } = given
    const lead = as(town.teamLead)
    const told = { 'First contact': '21/10/2025', 'Assessed on': '4/11/25', 'Plan agreed on': '18/11/2025' }
    const file = withHistory(
      [
        { ...told, Status: '', 'Last contact by': 'Home visit', 'Link worker': town.advisor.email.toUpperCase() },
        { Status: 'active', 'Last contact by': 'letter' },
        { Status: 'to-contact', 'Last contact by': 'phone' },
        { Status: 'active', 'Last contact by': 'pigeon' },
        { ...told, 'Assessed on': '1/10/2025' },
        { 'Link worker': 'nobody@millbridge.example' },
        { Status: 'active', 'Last contact by': 'phone', 'Last seen': '' },
        { Status: 'active', 'Last contact by': 'phone' },
      ],
      20_000,
    )
    const { body } = await upload(lead, 'caseload', file)
    await lead.post(`/imports/${body.id}/dry-run`)
    const { body: wrong } = await lead.get(`/imports/${body.id}/rows?state=error`)
    t.same(
      wrong.items.map(({ number, faults }: { number: number; faults: Fault[] }) => [
        number,
        faults.find(({ level }) => level === 'error')?.column,
      ]),
      [
        [5, 'Last contact by'],
        [6, 'Assessed on'],
        [7, 'Advisor'],
        [8, 'Last contact'],
      ],
    )
    t.match((await runToEnd(test, lead, body.id)).body.counts, { imported: 4, error: 4 })

    const { body: rows } = await lead.get(`/imports/${body.id}/rows?state=imported`)
    const [whole, written, early, rung] = rows.items.map(({ subjectId }: { subjectId: string }) => subjectId)
    const { body: referral } = await lead.get(`/referrals/${whole}`)
    t.match(referral, { stage: 'active', owner: { name: 'Ada Advisor' }, overdue: false })
    t.match(
      await given.rows(`select first_contact_at::date::text as first, assessed_at::date::text as assessed,
      plan_agreed_at::date::text as planned from referrals where id = '${whole}'`),
      [{ first: '2025-10-21', assessed: '2025-11-04', planned: '2025-11-18' }],
      'on their own days, and the stage is what they say',
    )
    const contactsOf = async (referralId: string) => (await lead.get(`/referrals/${referralId}/contacts`)).body.items
    t.match(await contactsOf(whole), [
      { way: 'home-visit', happenedOn: '2026-01-20', attendance: 'attended', workerId: town.advisor.membershipId },
    ])
    t.match(await contactsOf(written), [{ way: 'letter', attendance: null }], 'a letter says nothing of an answer')
    t.same(await contactsOf(early), [], 'before the first contact it is none')
    t.match((await lead.get(`/referrals/${early}`)).body, { importedNote: /Last contact: 2026-01-20/ })
    await test.runJobs()
    t.same(await given.rows('select id from messages'), [], 'the practice is told nothing that it knows')

    await lead.post(`/referrals/${rung}/contacts`, {
      way: 'telephone',
      purpose: 'support',
      happened: true,
      happenedOn: '2026-03-02',
      attendance: 'attended',
    })
    const back = await askUntilDone(lead, `/imports/${body.id}/take-back`)
    t.match(back.body.counts, { 'taken-back': 3, 'worked-on': 1 }, 'what came with it is no work on it')
  },
)

t.test('two advisors of one name: the row says so, and the address tells them apart', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const lead = as(town.teamLead)
  await given.rows(`update memberships set name = 'Ada Advisor' where id = '${town.otherAdvisor.membershipId}'`)
  const file = withHistory([{ 'Link worker': 'Ada Advisor' }, { 'Link worker': town.otherAdvisor.email }], 21_000)
  const { body } = await upload(lead, 'caseload', file)
  await lead.post(`/imports/${body.id}/dry-run`)
  const { body: wrong } = await lead.get(`/imports/${body.id}/rows?state=error`)
  t.match(wrong.items, [{ number: 2, faults: [{ column: 'Advisor', message: /Two advisors have this name/ }] }])
  await runToEnd(test, lead, body.id)
  t.match(await given.rows('select owner_id from referrals'), [{ owner_id: town.otherAdvisor.membershipId }])
})
