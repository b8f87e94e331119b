import t from 'tap'
import { REFERRAL_STATUSES, type ReferralStatus, takeStep } from '../../src/features/referrals/lifecycle.ts'
import { startApp } from '../support/app.ts'

/** Every way an episode ends or is taken up again, with what it asks for. */
const WAYS = {
  close: { reason: 'self-managing', summary: 'She manages well by herself.' },
  withdraw: { reason: 'moved' },
  reopen: { note: 'She rang: she would like to go on' },
  'enter-in-error': { note: 'Made for the wrong person' },
} as const

t.test('the ways in which an episode ends', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given

  async function referralIn(status: ReferralStatus): Promise<string> {
    const { id } = await given.referral({ status: status === 'closed' ? 'accepted' : status })
    if (status === 'closed') await as(town.advisor).post(`/referrals/${id}/close`, WAYS.close)
    return id
  }

  for (const status of REFERRAL_STATUSES) {
    await t.test(`${status}: each way is open or not, as the table says`, async (t) => {
      for (const step of Object.keys(WAYS) as (keyof typeof WAYS)[]) {
        // The lead may do all of it, but a draft is seen by its writer alone.
        const member = status === 'draft' ? town.referrer : town.teamLead
        const id = await referralIn(status)
        const { statusCode, body } = await as(member).post(`/referrals/${id}/${step}`, WAYS[step])
        const isService = step === 'close' || step === 'reopen'
        const outcome = takeStep(status, step)
        if (status === 'draft' && isService) t.equal(statusCode, 403, step)
        else if (outcome.allowed)
          t.match({ statusCode, body }, { statusCode: 200, body: { status: outcome.status } }, step)
        else t.match({ statusCode, body }, { statusCode: 409, body: { type: '/problems/step-not-open' } }, step)
      }
    })
  }

  await t.test('withdrawn by the service, the practice hears of it; withdrawn by the practice, it knows', async (t) => {
    const heard = async (id: string) => {
      const { body } = await as(town.referrer).get(`/messages?subjectId=${id}`)
      return body.items.filter(({ kind }: { kind: string }) => kind === 'referral-withdrawn')
    }
    const [ours, theirs] = [await given.referral(), await given.referral()]
    await as(town.advisor).post(`/referrals/${ours.id}/withdraw`, WAYS.withdraw)
    await as(town.referrer).post(`/referrals/${theirs.id}/withdraw`, WAYS.withdraw)
    const [message] = await heard(ours.id)
    t.match(
      message.body,
      'The referral was withdrawn. Reason: The person has moved. Nothing more will happen under it.',
    )
    t.same(await heard(theirs.id), [])
  })

  await t.test('an advisor may not enter in error what was sent, the lead may', async (t) => {
    const { id } = await given.referral({ status: 'accepted' })
    const path = `/referrals/${id}/enter-in-error`
    t.equal((await as(town.advisor).post(path, WAYS['enter-in-error'])).statusCode, 403)
    t.equal((await as(town.teamLead).post(path, WAYS['enter-in-error'])).statusCode, 200)
  })
})
