import t from 'tap'
import { LINK_PURPOSES, openLightLinks } from '../../src/platform/light-links.ts'

const links = openLightLinks('one secret of the service, for links alone')
const now = new Date('2026-03-02T09:30:00Z')
const link = {
  purpose: 'visit' as const,
  schemeId: '0199a0b2-0000-7000-8000-000000000001',
  id: '0199a0b2-0000-7000-8000-000000000002',
  expiresAt: new Date('2026-03-02T10:30:00Z'),
}

t.test('a link is read back for what it was made for, until it is over', async (t) => {
  const token = links.make(link)
  const { purpose: _, ...said } = link
  t.same(links.read('visit', token, now), said)
  t.equal(links.read('visit', token, link.expiresAt), undefined, 'over')
  for (const purpose of LINK_PURPOSES.filter((one) => one !== 'visit'))
    t.equal(links.read(purpose, token, now), undefined, `not for ${purpose}`)
})

t.test('no change to a link goes unseen', async (t) => {
  const token = links.make(link)
  t.equal(openLightLinks('another secret of another service').read('visit', token, now), undefined, 'another secret')
  t.equal(links.read('visit', '', now), undefined, 'nothing at all')
  t.equal(links.read('visit', token.replace('.', ''), now), undefined, 'a part less')
  for (const [index, character] of [...token].entries()) {
    // The last character of a seal carries four spare bits: another spelling of the same seal is the same seal.
    if (index === token.length - 1) continue
    const changed = `${token.slice(0, index)}${character === 'A' ? 'B' : 'A'}${token.slice(index + 1)}`
    t.equal(links.read('visit', changed, now), undefined, `at ${index}`)
  }
})
