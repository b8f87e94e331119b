import type { TestApp } from '../support/app.ts'
import type { Answer } from '../support/client.ts'

/** Agreements as the API makes them; each is approved by the panel unless a test says otherwise. */
export function giveFunding({ given, as }: Pick<TestApp, 'given' | 'as'>) {
  const { town } = given
  const lead = as(town.teamLead)
  const BASE = { providerId: town.providerId, startsOn: '2026-01-01', endsOn: '2026-12-31', source: 'Ageing well fund' }
  const KINDS = {
    block: { kind: 'block', places: 10, unitPricePence: 1_250 },
    grant: { kind: 'grant', unitPricePence: 900, valuePence: 90_000 },
    spot: { kind: 'spot', unitPricePence: 1_500, valuePence: 50_000, spotLimitPence: 2_000 },
  } as const

  async function agreement(
    kind: keyof typeof KINDS,
    details: object = {},
    decision: 'approved' | 'declined' | 'deferred' | null = 'approved',
  ): Promise<string> {
    const { id } = made(await lead.post('/funding-agreements', { ...BASE, ...KINDS[kind], ...details }), 201)
    if (decision !== null)
      made(await lead.post(`/funding-agreements/${id}/panel-decision`, { decision, on: '2026-03-02' }), 200)
    return id
  }
  const read = async (id: string) => made(await lead.get(`/funding-agreements/${id}`), 200)
  const unpaid = async (query = '') => made(await lead.get(`/unpaid-places${query}`), 200).items
  return { agreement, read, unpaid, lead }
}

export function made(answer: Answer, status: number) {
  if (answer.statusCode !== status) throw new Error(`Expected ${status}, got ${answer.statusCode}: ${answer.text}`)
  return answer.body
}
