import type { FastifyInstance, InjectOptions } from 'fastify'
import { type Member, PASSWORD } from './town.ts'

export type Shown = {
  statusCode: number
  text: string
  title: string
  h1: string[]
  /** Where the browser is sent on to. */
  location: string | undefined
  headers: Record<string, string | string[] | number | undefined>
}

export type Browser = {
  get: (path: string) => Promise<Shown>
  /** Follows where it is sent on to. */
  open: (path: string) => Promise<Shown>
  /** Sends the form that the page at `page` shows for `action`, with its hidden fields, and what is typed here. */
  send: (page: string, action: string, typed: Record<string, string | string[]>) => Promise<Shown>
  /** The same for a form on a page that was shown before. */
  sendShown: (page: Shown, action: string, typed: Record<string, string | string[]>) => Promise<Shown>
  /** Sends fields as they are, with what the browser would add. */
  post: (path: string, fields: Record<string, string | string[]>, headers?: Record<string, string>) => Promise<Shown>
  signIn: (member: Member) => Promise<Shown>
  /** What makes a form ours, from a page that everybody may open. */
  csrf: () => Promise<string>
  cookies: Map<string, string>
}

/** A browser without JavaScript: it keeps cookies, reads forms and sends them. */
export function createBrowser(app: FastifyInstance): Browser {
  const cookies = new Map<string, string>()

  async function send(options: InjectOptions): Promise<Shown> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.inject({
      ...options,
      headers: {
        accept: 'text/html',
        host: 'rother.example',
        ...(cookie === '' ? {} : { cookie }),
        ...options.headers,
      },
    })
    for (const { name, value, maxAge, expires } of response.cookies) {
      if (value === '' || maxAge === 0 || (expires !== undefined && expires.getTime() === 0)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const text = response.body
    return {
      statusCode: response.statusCode,
      text,
      title: unescapeHtml(/<title>([^<]*)<\/title>/.exec(text)?.[1] ?? ''),
      h1: [...text.matchAll(/<h1[^>]*>([\s\S]*?)<\/h1>/g)].map(([, inner]) => unescapeHtml((inner ?? '').trim())),
      location: typeof response.headers.location === 'string' ? response.headers.location : undefined,
      headers: response.headers,
    }
  }

  const get = (path: string) => send({ method: 'GET', url: path })
  async function open(path: string): Promise<Shown> {
    let shown = await get(path)
    for (let hops = 0; shown.location !== undefined && hops < 5; hops++) shown = await get(shown.location)
    return shown
  }
  const post: Browser['post'] = (path, fields, headers = {}) =>
    send({
      method: 'POST',
      url: path,
      payload: toForm(fields),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://rother.example', ...headers },
    })
  const sendShown: Browser['sendShown'] = async ({ text, statusCode, title }, action, typed) => {
    const form = findForm(text, action)
    if (form === undefined) throw new Error(`The page "${title}" (${statusCode}) has no form to ${action}`)
    return post(action, { ...hiddenIn(form), ...typed })
  }
  const sendForm: Browser['send'] = async (page, action, typed) => sendShown(await open(page), action, typed)
  return {
    cookies,
    get,
    open,
    post,
    send: sendForm,
    sendShown,
    csrf: async () => String(hiddenIn((await get('/help')).text)._csrf ?? ''),
    signIn: async (member) => {
      await sendForm('/sign-in', '/sign-in', { email: member.email, password: PASSWORD })
      return send({ method: 'GET', url: '/' })
    },
  }
}

const toForm = (fields: Record<string, string | string[]>): string =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  ).toString()

const findForm = (html: string, action: string): string | undefined =>
  [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>[\s\S]*?<\/form>/g)].find(
    ([, to]) => unescapeHtml(to ?? '') === action,
  )?.[0]

/** What a form sends without anybody typing. */
function hiddenIn(form: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {}
  for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1] ?? ''
    const value = unescapeHtml(/value="([^"]*)"/.exec(input)?.[1] ?? '')
    const before = fields[name]
    fields[name] = before === undefined ? value : [before, value].flat()
  }
  return fields
}

const unescapeHtml = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
