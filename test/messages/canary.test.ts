import t from 'tap'
import { MESSAGE_KINDS } from '../../src/features/messages/kinds.ts'
import { ROLES, type Role } from '../../src/platform/context.ts'
import { callersOf, ownUrl, walkOperations } from '../access/openapi-walk.ts'
import { PAGES } from '../access/pages.ts'
import { makeWorld, type World } from '../access/world.ts'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'
import type { Member } from '../support/town.ts'
import { ACTIVITY, CANARY, PLANTED, plantEpisodes, plantLists } from './planted.ts'

/*
 * A sensitive activity, category and need with names that stand nowhere else, typed into every field that a worker types into;
 * then everything that anybody reads is searched for them. A new route and a new page are searched by themselves.
 */

const SERVICE: readonly Role[] = ['advisor', 'team-lead']
const DIRECTORY: readonly Role[] = [...SERVICE, 'referrer', 'provider', 'administrator']
/** Where the names stand, to whom, and why. Everywhere else they are a leak. */
const MAY_NAME: Record<string, { to: readonly Role[]; because: string }> = {
  'GET /scheme': { to: ROLES, because: 'the lists of the scheme, and nobody in them' },
  'GET /activities': { to: DIRECTORY, because: 'the directory, and nobody in it' },
  'GET /activities/csv': {
    to: ['team-lead', 'administrator', 'provider'],
    because: 'the directory, and nobody in it',
  },
  'GET /activities/:activityId': { to: DIRECTORY, because: 'the directory, and nobody in it' },
  'GET /referrals': { to: SERVICE, because: 'who places' },
  'GET /caseload': { to: ['advisor'], because: 'who places; it begins with what is theirs' },
  'GET /referrals/:referralId': { to: [...SERVICE, 'referrer'], because: 'who places, and who wrote the need down' },
  'GET /referrals/:referralId/contacts': { to: SERVICE, because: 'who places' },
  'GET /referrals/:referralId/plan': { to: SERVICE, because: 'who places' },
  'GET /referrals/:referralId/closing': { to: SERVICE, because: 'who places' },
  'GET /placements': { to: [...SERVICE, 'provider'], because: 'who places, and the group itself' },
  'GET /placements/:placementId': { to: [...SERVICE, 'provider'], because: 'who places, and the group itself' },
  'GET /unpaid-places': { to: ['team-lead'], because: 'who places, and looks for who pays' },
  'GET /people/:personId/corrections': { to: ['team-lead'], because: 'who places' },
}

const test = await startApp(t)
await plantLists(test)
const world = await makeWorld(test)
const { episodes, activityId, walksId } = await plantEpisodes(test)
const { app, given, as, clock, runJobs, logged } = test
const { town } = given
const [ours, services] = episodes
if (ours === undefined || services === undefined) throw new Error('Two episodes were planted')
type Episode = Awaited<ReturnType<typeof plantEpisodes>>['episodes'][number]
const both: readonly Episode[] = [ours, services]
clock.forward(1)
await runJobs()

/** Pages of the directory: nobody is in it, and everybody who places reads all of it. */
const isDirectory = (name: string): boolean => /^GET \/(directory|find-activities)(\/|$)/.test(name)

/** What the names stand beside. */
const around = (text: string): string => text.slice(Math.max(0, text.search(CANARY) - 80)).slice(0, 160)
const isNamed = (text: string): boolean => CANARY.test(text)

/** The world with an episode in it as what everybody asks for. */
function worldOf({ id, personId, contactId, objectionId, goes }: Episode): World {
  const things = structuredClone(world.things)
  const ids = { referralId: id, personId, contactId, objectionId, placementId: goes, activityId }
  for (const [name, own] of Object.entries(ids)) {
    const thing = things[name]
    if (thing !== undefined) thing.own = Object.fromEntries(ROLES.map((role) => [role, own]))
  }
  return { ...world, things, referralId: id }
}

t.test('a message of every kind was sent to an organisation, and none names what is sensitive', async (t) => {
  const messages = await given.rows<{ kind: string; title: string; body: string }>(
    'select kind, title, body from messages',
  )
  const sent = new Set(messages.map(({ kind }) => kind))
  t.same(
    MESSAGE_KINDS.filter((kind) => !sent.has(kind)),
    [],
    'a new kind is planted too',
  )
  for (const { kind, title, body } of messages) t.notOk(isNamed(`${title} ${body}`), `${kind}: ${around(body)}`)
  t.ok(
    messages.some(({ body }) => body.includes('a support service')),
    'a name was taken out',
  )
})

t.test('nothing that leaves the building names it: to the person, outside, to a colleague', async (t) => {
  const out = await given.rows<{ event: string; channel: string; subject: string; body: string }>(
    'select event, channel, subject, body from outgoing_messages',
  )
  const ways = new Set(out.map(({ event, channel }) => `${event} ${channel}`))
  for (const way of [
    'to-person letter',
    'to-person call',
    'to-person text',
    'to-person mail',
    'outside-answer letter',
    'digest mail',
  ])
    t.ok(ways.has(way), `${way} was written`)
  for (const { event, channel, subject, body } of out)
    t.notOk(isNamed(`${subject} ${body}`), `${event} by ${channel}: ${around(`${subject} ${body}`)}`)
  for (const sent of [...test.sent.mail, ...test.sent.text]) t.notOk(isNamed(JSON.stringify(sent)))
  t.ok(out.some(({ event, body }) => event === 'to-person' && body.includes('She goes to a support service')))
})

t.test('nor does the audit, nor the log', async (t) => {
  const audit = await given.rows<{ action: string; row: string }>(
    'select action, audit_tail::text as row from audit_tail union all select action, audit_log::text from audit_log',
  )
  t.ok(audit.length > 50)
  for (const { action, row } of audit) t.notOk(isNamed(row), `${action}: ${around(row)}`)
  t.notOk(isNamed(logged()), around(logged()))
})

t.test('no answer names it to somebody who is not placing, and where it may stand it stands', async (t) => {
  const others: [Role, Member][] = [
    ['referrer', town.otherReferrer],
    ['referrer', town.teamReferrer],
    ['provider', town.otherProvider],
  ]
  const sings = new Set<string>()
  for (const { name, row } of await walkOperations(test)) {
    if (!name.startsWith('GET ')) continue
    for (const episode of both) {
      const here = worldOf(episode)
      for (const role of callersOf(row, ROLES)) {
        const url = `${ownUrl(here, name, role)}${row.query?.(here, role) ?? ''}`
        const { text } = await as(world.members[role]).get(url)
        // Of an episode that the service asked for, the practice did not write the need down.
        const wroteIt = role !== 'referrer' || episode === ours || !name.startsWith('GET /referrals')
        const may = MAY_NAME[name]?.to.includes(role) === true && wroteIt
        if (may && isNamed(text)) sings.add(`${name} ${role}`)
        if (!may) t.notOk(isNamed(text), `${name} to a ${role}: ${around(text)}`)
      }
      for (const [role, member] of others.filter(([role]) => callersOf(row, ROLES).includes(role))) {
        if (MAY_NAME[name]?.because.startsWith('the ') === true) continue
        const { text } = await as(member).get(`${ownUrl(here, name, role)}${row.query?.(here, role) ?? ''}`)
        t.notOk(isNamed(text), `${name} to another ${role}: ${around(text)}`)
      }
    }
  }
  for (const [name, { to }] of Object.entries(MAY_NAME))
    for (const role of to) t.ok(sings.has(`${name} ${role}`), `${name} does name it to a ${role}`)
})

t.test('no page names it to the practice, nor to another group', async (t) => {
  let shown = 0
  const pages = Object.entries(PAGES).filter(([name]) => name.startsWith('GET '))
  for (const member of [town.referrer, town.otherReferrer, town.otherProvider, town.privacyOfficer]) {
    const browser = createBrowser(app)
    await browser.signIn(member)
    for (const [name, { may, words = {}, query }] of pages) {
      if (may !== 'signed-in' && !(Array.isArray(may) && may.includes(member.role))) continue
      if (isDirectory(name)) continue
      const here = worldOf(services)
      const path = Object.entries(words).reduce((rest, [word, value]) => rest.replace(`:${word}`, value), name)
      const { text, statusCode } = await browser.get(
        `${ownUrl(here, path, member.role)}${query?.(here, member.role) ?? ''}`,
      )
      if (statusCode === 200) shown += 1
      // The choices of a form are the lists of the scheme.
      const said = text.replace(/<(select|fieldset)\b[\s\S]*?<\/\1>/g, '')
      t.notOk(isNamed(said), `${name} to a ${member.role}: ${around(said)}`)
    }
  }
  t.ok(shown > 20, `${shown} pages were shown`)
})

t.test(
  'what a group reads before it knows who comes names no other; what could hurt somebody is said whole',
  async (t) => {
    const advisor = as(town.advisor)
    const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    const offer = (activity: string, hopes: string) =>
      advisor.post(`/referrals/${id}/placements`, { activityId: activity, hopes })
    for (const hopes of [PLANTED, 'A way out of her Ostrich Trouble', `Company on top of ${ACTIVITY}`])
      t.match(await offer(walksId, hopes), { statusCode: 400, body: { errors: [{ pointer: '#/hopes' }] } }, hopes)
    t.equal((await offer(activityId, `To be at ease at ${ACTIVITY}`)).statusCode, 201, 'the group knows its own name')

    const words = { subject: 'From {service}', body: `Ask at ${ACTIVITY}. {ringUs}` }
    const set = await as(town.administrator).put('/scheme/texts/mail', words, { headers: { 'if-match': '"0"' } })
    t.match(set, { statusCode: 400, body: { errors: [{ pointer: '#/body' }] } }, 'nor do the words of the scheme')

    const word = { urgency: 'same-day', about: 'other', text: `He waits for her outside ${ACTIVITY}` }
    t.equal((await advisor.post(`/referrals/${id}/messages`, word)).statusCode, 201)
    t.match((await as(town.referrer).get(`/messages?subjectId=${id}`)).text, ACTIVITY)
  },
)
