// A visit is typed where there is no signal. What is typed is kept on this phone, encrypted, until it has been sent.
// Without this file the page is one form that is sent by its button.

const form = document.querySelector('form[data-visit-key]')
const status = document.querySelector('[data-visit-status]')
const offer = document.querySelector('[data-visit-kept]')

const KEPT_FOR_MS = 12 * 60 * 60_000
const RETRY_MS = 20_000
const SAVE_AFTER_MS = 300
const DATABASE = 'rother-kept'

/** The key came with the page and is never stored: whoever finds the phone finds letters that nobody can read. */
const { visitName: name, visitKey, visitTyped } = form.dataset
form.removeAttribute('data-visit-key')
const key = await crypto.subtle.importKey('raw', fromBase64Url(visitKey), 'AES-GCM', false, ['encrypt', 'decrypt'])

let isWaiting = false
let isSending = false
let isSent = false
let saving
let signedOut = false

function fromBase64Url(text) {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
}

/** One request to the phone's own store, which holds one row for each visit that is not sent. */
async function inStore(mode, act) {
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('kept')
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction('kept', mode)
      const request = act(transaction.objectStore('kept'))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

const typedNow = () => [...new FormData(form)].filter(([field]) => field !== '_csrf')

async function keep() {
  if (isSent || signedOut) return
  const words = new TextEncoder().encode(JSON.stringify(typedNow()))
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(name) },
    key,
    words,
  )
  if (isSent || signedOut) return
  await inStore('readwrite', (store) => store.put({ at: Date.now(), nonce, sealed }, name))
}

const forget = () => inStore('readwrite', (store) => store.delete(name))

async function readKept() {
  const row = await inStore('readonly', (store) => store.get(name))
  if (row === undefined || Date.now() - row.at > KEPT_FOR_MS) return undefined
  try {
    const additionalData = new TextEncoder().encode(name)
    const words = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.nonce, additionalData }, key, row.sealed)
    return { at: row.at, typed: JSON.parse(new TextDecoder().decode(words)) }
  } catch {
    return undefined
  }
}

/** What is too old goes, whoever typed it. */
function forgetOld() {
  return inStore('readwrite', (store) => {
    const walking = store.openCursor()
    walking.onsuccess = () => {
      const cursor = walking.result
      if (cursor === null) return
      if (Date.now() - cursor.value.at > KEPT_FOR_MS) cursor.delete()
      cursor.continue()
    }
    return walking
  })
}

function say(text) {
  if (status.textContent !== text) status.textContent = text
}

function keepSoon() {
  clearTimeout(saving)
  saving = setTimeout(keepNow, SAVE_AFTER_MS)
}

async function keepNow() {
  clearTimeout(saving)
  try {
    await keep()
    if (isSent) return
    if (isWaiting)
      say(
        'No signal. Kept on this phone, not yet sent. It is sent by itself when the signal is back: keep this page open.',
      )
    else if (!navigator.onLine) say('No signal. Kept on this phone, not yet sent.')
    else say('Kept on this phone, not yet sent.')
  } catch {
    say('This phone keeps nothing for you. Keep this page open until the visit is sent.')
  }
}

function fill(typed) {
  const values = new Map()
  for (const [field, value] of typed) values.set(field, [...(values.get(field) ?? []), value])
  for (const field of form.elements) {
    if (field.name === '' || field.name === '_csrf') continue
    // The version that was read belongs to what was typed: if the plan has changed since, that is said when it is sent.
    if (field.type === 'radio' || field.type === 'checkbox')
      field.checked = (values.get(field.name) ?? []).includes(field.value)
    else if (values.has(field.name)) field.value = values.get(field.name)[0]
  }
}

function showOffer({ at, typed }) {
  const when = new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  const heading = document.createElement('h2')
  heading.className = 'nhsuk-heading-s'
  heading.textContent = 'A visit is kept on this phone, not yet sent'
  const text = document.createElement('p')
  text.textContent = `You last wrote at ${when}. Nothing of it has been sent from this page.`
  const take = button('Go on with it', 'nhsuk-button')
  const drop = button('Throw it away', 'nhsuk-button nhsuk-button--secondary')
  offer.className = 'nhsuk-inset-text'
  offer.replaceChildren(heading, text, take, ' ', drop)
  offer.hidden = false
  take.addEventListener('click', () => {
    fill(typed)
    offer.hidden = true
    say('Kept on this phone, not yet sent.')
    form.querySelector('[name=note]').focus()
  })
  drop.addEventListener('click', async () => {
    await forget()
    offer.hidden = true
  })
}

function button(text, className) {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = className
  made.textContent = text
  return made
}

/** Sends it with the key it has had from the start: however often it is sent, it arrives once. */
async function send() {
  if (isSending || isSent) return
  isSending = true
  await keepNow()
  try {
    say('Sending.')
    const answer = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      headers: { accept: 'text/html' },
      credentials: 'same-origin',
      cache: 'no-store',
    })
    // Busy or broken: as without signal, it is tried again.
    if (answer.status >= 500 || answer.status === 429) return wait()
    // Only the page of the visit says that it was sent: whoever is led elsewhere, to a second factor say, has sent nothing.
    if (answer.ok && answer.redirected && answer.url.startsWith(`${form.action}/`)) {
      isSent = true
      await forget()
      location.assign(answer.url)
      return
    }
    isWaiting = false
    if (answer.status === 401) return askToSignIn()
    // Something is to be mended: the browser sends it itself and shows the page that says so. What is kept stays.
    HTMLFormElement.prototype.submit.call(form)
  } catch {
    wait()
  } finally {
    isSending = false
  }
}

function askToSignIn() {
  const link = document.createElement('a')
  link.href = `/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`
  link.textContent = 'Sign in, and go on with it'
  status.replaceChildren('You were signed out. The visit is kept on this phone, not yet sent. ', link)
}

function wait() {
  isWaiting = true
  void keepNow()
}

form.addEventListener('input', keepSoon)
form.addEventListener('change', keepSoon)
form.addEventListener('submit', (event) => {
  event.preventDefault()
  void send()
})
addEventListener('online', () => {
  if (isWaiting) void send()
  else if (status.textContent !== '') void keepNow()
})
addEventListener('offline', keepNow)
setInterval(() => {
  if (isWaiting && navigator.onLine) void send()
}, RETRY_MS)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden' && status.textContent !== '') void keepNow()
})

// Signing out takes it off this phone: what is not sent by then is lost, so it is asked.
document.querySelector('form[action="/sign-out"]')?.addEventListener('submit', (event) => {
  if (status.textContent !== '' && !isSent && !confirm('The visit is not sent. Sign out and lose it?')) {
    event.preventDefault()
    return
  }
  signedOut = true
})

/** One question at a time, large, for reading aloud; all of them are one press away. */
for (const block of document.querySelectorAll('[data-visit-questions]')) {
  const questions = [...block.querySelectorAll('[data-visit-question]')]
  if (questions.length < 2) continue
  let at
  const start = button('Ask one question at a time', 'nhsuk-button nhsuk-button--secondary nhsuk-button--small')
  const back = button('Back', 'nhsuk-button nhsuk-button--secondary nhsuk-button--small')
  const next = button('Next question', 'nhsuk-button nhsuk-button--small')
  const all = button('Show all questions', 'nhsuk-button nhsuk-button--secondary nhsuk-button--small')
  const show = (index) => {
    at = index
    for (const [place, question] of questions.entries()) question.hidden = at !== undefined && place !== at
    start.hidden = at !== undefined
    for (const control of [back, next, all]) control.hidden = at === undefined
    back.disabled = at === 0
    next.textContent = at === questions.length - 1 ? 'That was the last' : 'Next question'
    if (at !== undefined) questions[at].querySelector('input').focus()
  }
  start.addEventListener('click', () => show(0))
  back.addEventListener('click', () => show(at - 1))
  next.addEventListener('click', () => show(at === questions.length - 1 ? undefined : at + 1))
  all.addEventListener('click', () => show(undefined))
  questions[0].before(start)
  questions.at(-1).after(back, ' ', next, ' ', all)
  show(undefined)
}

try {
  await forgetOld()
  const kept = await readKept()
  // A page that is shown again with its faults holds what was typed already.
  if (visitTyped === 'yes') {
    const [, keptKey] = kept?.typed.find(([field]) => field === '_key') ?? []
    if (keptKey !== undefined) form.elements._key.value = keptKey
    keepSoon()
  } else if (kept !== undefined) showOffer(kept)
} catch {
  // A browser that keeps nothing, as in private windows: the page works, and says so when something is typed.
}
