import { PASSWORD } from './data.ts'

/** Signs in to the API: the headers of whoever asks from now on. */
export async function signIn(url: string, email: string): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
  const { accessToken } = (await answer.json()) as { accessToken: string }
  return { authorization: `Bearer ${accessToken}` }
}

/** Signs in as a browser does, with the form of the page: the headers of whoever looks at pages from now on. */
export async function signInToPages(url: string, email: string): Promise<Record<string, string>> {
  const page = await fetch(`${url}/sign-in`)
  const csrf = /name="_csrf" value="([^"]*)"/.exec(await page.text())?.[1] ?? ''
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url, cookie: cookiesOf(page) },
    body: new URLSearchParams({ _csrf: csrf, email, password: PASSWORD }),
    redirect: 'manual',
  })
  if (answer.status !== 303) throw new Error(`Signing in to the pages was answered ${answer.status}`)
  return { cookie: [cookiesOf(page), cookiesOf(answer)].join('; '), accept: 'text/html' }
}

const cookiesOf = ({ headers }: Response): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
