import { type LinkPurpose, openLightLinks } from '../../src/platform/light-links.ts'
import { TEST_LINK_SECRET, type TestApp } from '../support/app.ts'

type Sent = { subject: string; body: string; link: { purpose: LinkPurpose; id: string; expiresAt: string } | null }

/** What was written to be mailed about something, the newest last. */
export const mailsOf = ({ given }: TestApp, event: string): Promise<Sent[]> =>
  given.rows<Sent>(`select subject, body, link from outgoing_messages where event = '${event}' order by id`)

/** The token that stands in the last mail of its kind, as delivery makes it. */
export async function lastToken(test: TestApp, event: 'invitation' | 'password'): Promise<string> {
  await test.runJobs()
  const link = (await mailsOf(test, event)).at(-1)?.link
  if (link === undefined || link === null) throw new Error('Nothing was mailed')
  const { schemeId } = test.given.town
  return openLightLinks(TEST_LINK_SECRET).make({
    purpose: link.purpose,
    schemeId,
    id: link.id,
    expiresAt: new Date(link.expiresAt),
  })
}
