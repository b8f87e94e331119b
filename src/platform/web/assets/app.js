// What makes pages nicer. Everything works without it.
import { initAll } from './nhsuk.js'

document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')
initAll()

/** Fifteen minutes without a page end the session; two minutes before that somebody is asked. What was typed stays. */
const IDLE_MS = 15 * 60_000
const WARN_MS = 13 * 60_000
let lastSeen = Date.now()

function showWarning() {
  if (document.querySelector('dialog.app-dialog[open]')) return
  const dialog = document.createElement('dialog')
  dialog.className = 'app-dialog'
  dialog.setAttribute('aria-labelledby', 'app-timeout')
  dialog.innerHTML =
    '<h2 class="nhsuk-heading-m" id="app-timeout">You will be signed out in 2 minutes</h2>' +
    '<p>Nothing you typed is lost: if you are signed out, sign in when you send it.</p>' +
    '<button class="nhsuk-button" type="button">Stay signed in</button>'
  dialog.querySelector('button').addEventListener('click', async () => {
    const answer = await fetch('/still-here', { credentials: 'same-origin', cache: 'no-store' }).catch(() => undefined)
    if (answer?.ok) lastSeen = Date.now()
    dialog.close()
    dialog.remove()
  })
  document.body.append(dialog)
  dialog.showModal()
}

function somethingTyped() {
  return [...document.querySelectorAll('textarea, input:not([type=hidden])')].some(
    (field) => field.type !== 'radio' && field.type !== 'checkbox' && field.value !== field.defaultValue,
  )
}

if (document.body.dataset.signedIn === 'yes')
  setInterval(() => {
    const idle = Date.now() - lastSeen
    // A page about a person does not stay on a desk; one with unsent text does, and asks to sign in when it is sent.
    if (idle > IDLE_MS && !somethingTyped())
      location.assign(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`)
    else if (idle > WARN_MS && idle < IDLE_MS) showWarning()
  }, 5_000)

// A page that the browser kept for "back" is read anew: after signing out it shows the way to sign in.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})

// A link that was mailed carries its code after the sign #, which browsers keep to themselves: it goes into the form, and off the address.
const linkToken = document.querySelector('[data-link-token]')
if (linkToken !== null && location.hash.length > 1) {
  linkToken.querySelector('input').value = location.hash.slice(1)
  linkToken.hidden = true
  history.replaceState(null, '', location.pathname)
}

/** A long form that can be kept saves itself a little after somebody stops typing; by the same door as its button. */
const SAVE_AFTER_MS = 5_000
const savesItself = document.querySelector('form[data-save-to]')
if (savesItself !== null) {
  const said = savesItself.querySelector('[data-saved]')
  const before = document.createElement('span')
  before.setAttribute('role', 'status')
  said?.prepend(before)
  let waiting
  let isSent = false
  savesItself.addEventListener('submit', () => {
    isSent = true
    clearTimeout(waiting)
  })
  savesItself.addEventListener('input', () => {
    clearTimeout(waiting)
    if (!isSent) waiting = setTimeout(save, SAVE_AFTER_MS)
  })
  async function save() {
    const answer = await fetch(savesItself.dataset.saveTo, {
      method: 'POST',
      body: new URLSearchParams(new FormData(savesItself)),
      headers: { 'x-by-itself': 'yes' },
      credentials: 'same-origin',
      redirect: 'error',
    }).catch(() => undefined)
    before.textContent = answer?.ok ? 'Saved. ' : 'Not saved: save it yourself with the button below. '
  }
}
