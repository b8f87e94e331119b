import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { isPublicAddress } from './public-address.ts'

export type StrangerFailure = 'not-allowed-address' | 'unreachable' | 'refused' | 'too-large' | 'too-slow'

/** What went wrong, as a code: an answer's text is a stranger's, and goes nowhere. */
export class StrangerError extends Error {
  override readonly name = 'StrangerError'
  readonly code: StrangerFailure
  readonly status: number | undefined
  constructor(code: StrangerFailure, status?: number) {
    super(code)
    this.code = code
    this.status = status
  }
}

export type StrangerOptions = {
  /** Tests serve from their own machine; nothing else sets this. */
  allowsLoopback?: boolean
  mostBytes?: number
  withinMs?: number
}

const MOST_BYTES = 8 * 1024 * 1024
const WITHIN_MS = 15_000
const MOST_REDIRECTS = 3

/**
 * GETs what stands at an address that somebody typed. The name is resolved once, every address it has must be public, and the
 * connection goes to the address that was looked at, so that a name cannot mean another by then. Each redirect is looked at in
 * the same way. Size, after unpacking, and time have an end.
 */
export async function getFromStranger(address: string, options: StrangerOptions = {}): Promise<{ text: string }> {
  const { mostBytes = MOST_BYTES, withinMs = WITHIN_MS, allowsLoopback = false } = options
  const tooLate = AbortSignal.timeout(withinMs)
  let url = readAddress(address)
  try {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const pinned = await resolve(url, { allowsLoopback, tooLate })
      const answer = await send(url, pinned, tooLate)
      const { statusCode = 0, headers } = answer
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        answer.destroy()
        url = readAddress(headers.location, url)
        continue
      }
      if (statusCode !== 200) {
        answer.destroy()
        throw new StrangerError('refused', statusCode)
      }
      return { text: await readText(answer, mostBytes) }
    }
    throw new StrangerError('refused')
  } catch (error) {
    if (error instanceof StrangerError) throw error
    throw new StrangerError(tooLate.aborted ? 'too-slow' : 'unreachable')
  }
}

/** http or https, without a name and a password, which would stand in logs. */
function readAddress(address: string, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) throw new StrangerError('not-allowed-address')
  const url = new URL(address, base)
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  if (!isWeb || url.username !== '' || url.password !== '') throw new StrangerError('not-allowed-address')
  return url
}

type Pinned = { address: string; family: number }

type Looking = { allowsLoopback: boolean; tooLate: AbortSignal }

async function resolve(url: URL, { allowsLoopback, tooLate }: Looking): Promise<Pinned> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const found = family === 0 ? await inTime(lookup(host, { all: true }), tooLate) : [{ address: host, family }]
  const [first] = found
  if (first === undefined) throw new StrangerError('unreachable')
  const isAllowed = ({ address }: Pinned) =>
    isPublicAddress(address) || (allowsLoopback && (address === '127.0.0.1' || address === '::1'))
  if (!found.every(isAllowed)) throw new StrangerError('not-allowed-address')
  return first
}

/** A name server that is silent is waited for no longer than all else. */
const inTime = <T>(work: Promise<T>, tooLate: AbortSignal): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_resolve, reject) =>
      tooLate.addEventListener('abort', () => reject(new StrangerError('too-slow')), { once: true }),
    ),
  ])

function send(url: URL, pinned: Pinned, signal: AbortSignal): Promise<IncomingMessage> {
  const toPinned: LookupFunction = (_host, options, done) => {
    if (options.all) done(null, [pinned])
    else done(null, pinned.address, pinned.family)
  }
  return new Promise((resolveAnswer, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(
      url,
      {
        lookup: toPinned,
        // A connection that is kept would be used again without being looked at.
        agent: false,
        signal,
        headers: { accept: 'application/json', 'accept-encoding': 'gzip, deflate, br', 'user-agent': 'Rother' },
      },
      resolveAnswer,
    )
    request.on('error', reject)
    request.end()
  })
}

async function readText(answer: IncomingMessage, mostBytes: number): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of unpacked(answer)) {
      size += part.length
      if (size > mostBytes) throw new StrangerError('too-large')
      parts.push(part)
    }
  } finally {
    answer.destroy()
  }
  return Buffer.concat(parts).toString('utf8')
}

function unpacked(answer: IncomingMessage): AsyncIterable<Buffer> {
  const unpack = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress }[
    answer.headers['content-encoding'] ?? ''
  ]
  if (unpack === undefined) return answer
  const unpacking = unpack()
  answer.on('error', (error) => unpacking.destroy(error))
  return answer.pipe(unpacking)
}
