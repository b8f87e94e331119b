import t from 'tap'
import { readWebConfig, readWorkerConfig } from '../src/config.ts'

const SECRET = 'hM3vQ8xR2tK7wZ5nB1cJ9fL4sD6gP0aY'
const WEB = {
  DATABASE_URL: 'postgres://db.example:5432/rother',
  DATABASE_ROLES_SECRET: SECRET,
  ACCESS_TOKEN_KEYS: `2026-a:${SECRET},2025-b:${SECRET}`,
  REFRESH_TOKEN_SECRET: SECRET,
  LINK_SECRET: SECRET,
  SECOND_FACTOR_KEY: SECRET,
  PUBLIC_URL: 'https://rother.example/',
}

t.test('what is given is read, and the rest has safe defaults', async (t) => {
  t.match(readWebConfig({ ...WEB, PORT: '8080' }), {
    port: 8080,
    host: '127.0.0.1',
    trustedProxies: 0,
    publicUrl: 'https://rother.example',
    accessTokenKeys: [
      { kid: '2026-a', secret: SECRET },
      { kid: '2025-b', secret: SECRET },
    ],
  })
  t.match(readWorkerConfig({ ...WEB, AUDIT_SEAL_KEY: SECRET }), { auditSealKey: SECRET })
})

t.test('a start without secrets names each one that is missing', async (t) => {
  try {
    readWebConfig({})
    t.fail('it must refuse')
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    for (const name of Object.keys(WEB)) t.match(said, new RegExp(`${name} is missing`))
    t.notMatch(said, /AUDIT_SEAL_KEY/, 'the web side has no key to the seals')
  }
  t.throws(() => readWorkerConfig(WEB), /AUDIT_SEAL_KEY is missing/)
})

t.test('a weak secret is refused and says why, without saying the secret', async (t) => {
  for (const [weak, why] of [
    ['tiny-k3y', /REFRESH_TOKEN_SECRET is shorter than 32 characters/],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', /REFRESH_TOKEN_SECRET repeats too few characters/],
    ['please-change-me-before-you-go-live-1234', /REFRESH_TOKEN_SECRET looks like an example/],
  ] as const) {
    t.throws(() => readWebConfig({ ...WEB, REFRESH_TOKEN_SECRET: weak }), why)
    try {
      readWebConfig({ ...WEB, REFRESH_TOKEN_SECRET: weak })
    } catch (error) {
      t.notOk(String(error).includes(weak))
    }
  }
  t.throws(() => readWebConfig({ ...WEB, ACCESS_TOKEN_KEYS: SECRET }), /ACCESS_TOKEN_KEYS is not written as kid:secret/)
  t.throws(() => readWebConfig({ ...WEB, PORT: '99999' }), /PORT/)
  t.throws(() => readWebConfig({ ...WEB, DATABASE_URL: 'mysql://x' }), /DATABASE_URL/)
})

t.test('mail and texts are set up whole or not at all', async (t) => {
  const worker = { ...WEB, AUDIT_SEAL_KEY: SECRET }
  t.match(readWorkerConfig(worker), { smtp: undefined, texts: undefined })
  const mail = { SMTP_URL: 'smtps://rother:pw@mail.example', MAIL_FROM: 'Rother <no-reply@rother.example>' }
  const texts = { TEXT_URL: 'https://texts.example/send', TEXT_TOKEN: 'a-token-of-some-length' }
  t.match(readWorkerConfig({ ...worker, ...mail, ...texts }), {
    smtp: { smtpUrl: mail.SMTP_URL, from: mail.MAIL_FROM },
    texts: { url: texts.TEXT_URL, token: texts.TEXT_TOKEN },
  })
  t.throws(() => readWorkerConfig({ ...worker, SMTP_URL: mail.SMTP_URL }), /MAIL_FROM and SMTP_URL are set together/)
  t.throws(() => readWorkerConfig({ ...worker, TEXT_URL: texts.TEXT_URL }), /TEXT_TOKEN and TEXT_URL are set together/)
  t.throws(() => readWorkerConfig({ ...worker, ...mail, MAIL_FROM: 'Rother' }), /MAIL_FROM is not like/)
})
