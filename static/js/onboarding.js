import { say } from './laavu.js'
import { dropTick, finnishDay, keepTick, waitingTicks } from './waiting-ticks.js'

// Comfort only: without this file a tick is a form that is sent, and the same page comes back. The browser parses the answer (responseType), so
// no text is ever turned into HTML here.
const list = document.querySelector('[data-path]'), path = list?.dataset.path

document.addEventListener('submit', (event) => {
  const form = event.target.closest('form[data-tick]')
  if (!form) return
  event.preventDefault()
  const tick = { action: form.getAttribute('action'), fields: Object.fromEntries(new FormData(form)) }
  send(tick, {
    answered(sent, page) { if (!take(form, sent, page)) say(page?.querySelector('main h1')?.textContent ?? form.dataset.offline) },
    lost() { wait(form, tick) },
  })
})

function send({ action, fields }, { answered, lost }) {
  const sent = new XMLHttpRequest()
  sent.open('POST', action)
  sent.responseType = 'document'
  sent.timeout = 20_000
  sent.onload = () => answered(sent, sent.response)
  sent.onerror = sent.ontimeout = lost
  sent.send(new URLSearchParams(fields))
}

/** The row and the progress as the server has them now; the row keeps its place until the page is opened again. */
function take(form, sent, page) {
  if (sent.status !== 200 || !page?.querySelector('[data-phases]')) return false
  const row = form.closest('li')
  show(row, page, form.matches('.links') ? '.links button' : '.tick')
  const sentence = page.querySelector('.toast')?.textContent
  if (sentence) say(sentence)
  return true
}

function show(row, page, focus) {
  const next = page.getElementById(row.id)
  if (!next) return location.reload()
  const taken = document.importNode(next, true), had = row.contains(document.activeElement)
  row.replaceWith(taken)
  if (had) (taken.querySelector(focus) ?? taken.querySelector('button'))?.focus()
  const progress = page.querySelectorAll('[data-phases]')
  document.querySelectorAll('[data-phases]').forEach((phases, i) => { if (progress[i]) phases.replaceWith(document.importNode(progress[i], true)) })
  continueAtPlaces()
}

/** Without a connection a tick is kept and shown as waiting; a signature is not, because others go by it. */
function wait(form, tick) {
  if (!path || !form.dataset.waits || !keepTick(path, { ...tick, fields: { ...tick.fields, paiva: finnishDay() } })) return say(form.dataset.offline)
  showWaiting(tick)
  say(form.dataset.waits)
  later()
}

function showWaiting({ action, fields }) {
  const form = document.querySelector(`form[data-waits][action="${CSS.escape(action)}"]`)
  if (!form) return
  const done = fields.tila === 'tehty', row = form.closest('li')
  form.querySelector('.tick').setAttribute('aria-checked', String(done))
  form.querySelector('[name=tila]').value = done ? 'kesken' : 'tehty'
  row.dataset.waiting = done ? 'done' : 'open'
  if (row.querySelector('[data-waiting-note]')) return
  const note = document.createElement('p')
  note.className = 'why state late'
  note.dataset.waitingNote = ''
  note.textContent = form.dataset.waitingText
  row.querySelector('div').append(note)
}

let sending = false, timer = 0
function later() {
  clearTimeout(timer)
  if (waitingTicks(path).length > 0) timer = setTimeout(sendWaiting, 15_000)
}
/** One after the other, the oldest first. What the server refuses, because the mentor has signed it meanwhile, is dropped and said. */
function sendWaiting() {
  const [tick] = path ? waitingTicks(path) : []
  if (!tick || sending) return
  sending = true
  send(tick, {
    answered(sent, page) {
      sending = false
      if (sent.status >= 500) return later()
      // signed out meanwhile: it waits until she has signed in again
      if (sent.status === 401 || new URL(sent.responseURL).pathname === '/kirjaudu') return
      const kept = waitingTicks(path).find(({ action }) => action === tick.action)
      // ticked anew while this one was on its way: the newer one follows
      if (JSON.stringify(kept) === JSON.stringify(tick)) dropTick(path, tick.action)
      const form = document.querySelector(`form[data-waits][action="${CSS.escape(tick.action)}"]`)
      if (!form || !take(form, sent, page)) { if (sent.status !== 200) say(page?.querySelector('main h1')?.textContent ?? ''); if (form) location.reload() }
      sendWaiting()
    },
    lost() { sending = false; later() },
  })
}

if (path) {
  for (const tick of waitingTicks(path)) showWaiting(tick)
  addEventListener('online', sendWaiting)
  document.addEventListener('visibilitychange', () => { if (!document.hidden) sendWaiting() })
  sendWaiting()
}

/** A guide that was left half-way opens where it was left (place.js). */
function continueAtPlaces() {
  for (const link of document.querySelectorAll('[data-guide] > a')) {
    let place = null
    try { place = JSON.parse(localStorage.getItem(`laavu:paikka:${new URL(link.href).pathname.split('-')[0]}`)) } catch { /* nothing is kept */ }
    if (!place?.anchor || link.hash || link.parentElement.querySelector('[data-continue]')) continue
    const on = document.createElement('a')
    on.dataset.continue = ''
    on.href = `${link.pathname}#${encodeURIComponent(place.anchor)}`
    on.textContent = `${link.parentElement.dataset.guide} ${place.heading}`.trim()
    link.parentElement.append(' ', on)
  }
}
continueAtPlaces()
