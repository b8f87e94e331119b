import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import type { TestLike } from './database.ts'

/** What the server says to a recipient or to a text: the code of SMTP, or undefined for yes. */
export type SmtpAnswer = number | undefined

export type TestSmtp = {
  url: string
  port: number
  taken: ParsedMail[]
  /** Decides about each recipient, and about each text after it was sent. */
  answers: { recipient: () => SmtpAnswer; text: () => SmtpAnswer; waitMs: number }
  stop: () => Promise<void>
}

/** A real mail server in this process. It ends with the test. */
export async function startSmtp(t: TestLike, port = 0): Promise<TestSmtp> {
  const taken: ParsedMail[] = []
  const answers: TestSmtp['answers'] = { recipient: () => undefined, text: () => undefined, waitMs: 0 }
  const refuse = (code: number) => Object.assign(new Error(`no: edith.thornley@home.example`), { responseCode: code })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      const code = answers.recipient()
      setTimeout(() => done(code === undefined ? null : refuse(code)), answers.waitMs).unref()
    },
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        const code = answers.text()
        // 0: the server has taken it and the line breaks before it can say so.
        if (code === undefined || code === 0) taken.push(mail)
        done(code === undefined ? null : refuse(code === 0 ? 421 : code))
      }, done)
    },
  })
  server.on('error', () => {})
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', () => ready()))
  const at = (server.server.address() as AddressInfo).port // a TCP server that listens has one
  const stop = () => new Promise<void>((stopped) => server.close(() => stopped()))
  t.teardown(stop)
  return { url: `smtp://127.0.0.1:${at}`, port: at, taken, answers, stop }
}
