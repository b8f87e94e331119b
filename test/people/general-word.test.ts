import t from 'tap'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'

t.test('whoever takes everything back takes back what they said of one group, too', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const { town } = given
  const give = givePlacements(test)
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const path = `/people/${referral.personId}/consents`
  const say = (answer: string, recipientId?: string) =>
    as(town.advisor).post(path, {
      purpose: 'share',
      answer,
      how: 'in-person',
      on: '2026-03-02',
      ...(recipientId === undefined ? {} : { recipientId }),
    })
  t.equal((await say('given', town.providerId)).statusCode, 201)
  const placement = await give.placement('accepted', { referral })
  const named = async () => (await as(town.provider).get(`/placements/${placement.id}`)).body.disclosure
  t.equal(await named(), 'shared')

  clock.set('2026-03-02T10:00:00Z')
  t.equal((await say('withdrawn')).statusCode, 201)
  t.equal(await named(), 'waiting-for-consent', 'a yes of before does not stand against it')
  t.equal((await say('given', town.providerId)).statusCode, 201)
  t.equal(await named(), 'shared', 'a yes to this group afterwards does')
  t.equal((await say('refused', town.providerId)).statusCode, 201)
  t.equal((await say('given')).statusCode, 201)
  t.equal(await named(), 'waiting-for-consent', 'and a yes in general opens nothing that was refused to one')
})
