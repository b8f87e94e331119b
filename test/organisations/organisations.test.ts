import t from 'tap'
import { startApp } from '../support/app.ts'

t.test('organisations', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const administrator = as(town.administrator)
  const elsewhere = await given.anotherTown()

  await t.test('are added by the administrator, and read by everyone in the scheme', async (t) => {
    const added = await administrator.post('/organisations', {
      name: 'Riverside Surgery',
      kinds: ['practice'],
      odsCode: 'a12345',
      postcode: 's601aa',
    })
    t.match(added, { statusCode: 201, body: { odsCode: 'A12345', postcode: 'S60 1AA', closedOn: null } })
    const { body } = await as(town.provider).get('/organisations?kind=practice')
    t.same(
      body.items.map(({ name }: { name: string }) => name),
      ['Hilltop Practice, Millbridge', 'Riverside Surgery', 'Wharf Lane Surgery, Millbridge'],
    )
    t.notMatch((await as(elsewhere.provider).get('/organisations')).text, /Riverside/)
  })

  await t.test('have an ODS code of their own in the scheme, which another scheme may use', async (t) => {
    const again = { name: 'Riverside Too', kinds: ['practice'], odsCode: 'A12345' }
    t.match(await administrator.post('/organisations', again), {
      statusCode: 400,
      body: { errors: [{ pointer: '#/odsCode' }] },
    })
    t.equal((await as(elsewhere.administrator).post('/organisations', again)).statusCode, 201)
    for (const wrong of [
      { name: ' ' },
      { kinds: [] },
      { kinds: ['hospital'] },
      { odsCode: 'A-1' },
      { postcode: 'nowhere' },
    ])
      t.equal((await administrator.post('/organisations', { ...again, odsCode: 'B12345', ...wrong })).statusCode, 400)
  })

  await t.test('a team serves practices of the scheme, and nothing else does', async (t) => {
    const team = (details: object) =>
      administrator.post('/organisations', { name: 'East Team', kinds: ['case-management-team'], ...details })
    t.equal((await team({ servesPracticeIds: [town.otherPracticeId] })).statusCode, 201)
    for (const practiceId of [town.providerId, elsewhere.practiceId])
      t.match(await team({ servesPracticeIds: [town.practiceId, practiceId] }), {
        statusCode: 400,
        body: { errors: [{ pointer: '#/servesPracticeIds/1' }] },
      })
    t.equal((await team({ kinds: ['provider'], servesPracticeIds: [town.practiceId] })).statusCode, 400)
    t.equal(
      (await given.rows(`select 1 from organisations where name = 'East Team'`)).length,
      1,
      'what is refused is not half there',
    )
  })

  await t.test('page by name without missing or repeating one', async (t) => {
    for (const name of ['Same Name', 'Same Name', 'Same Name'])
      await administrator.post('/organisations', { name, kinds: ['provider'] })
    const seen: string[] = []
    let after = ''
    do {
      const { body } = await administrator.get(`/organisations?limit=2${after}`)
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      after = body.next === null ? '' : `&after=${body.next}`
    } while (after !== '')
    const [all] = await given.rows<{ n: number }>(
      `select count(*)::int as n from organisations where scheme_id = '${town.schemeId}'`,
    )
    t.equal(new Set(seen).size, all?.n)
    t.equal(seen.length, all?.n)
  })
})
