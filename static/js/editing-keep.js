// What is typed is kept on the server for its writer alone, and in this tab too until it is saved: it outlives a reload, a crash, a lost
// connection and an ended session. What is kept in the tab goes when the tab is closed, so that nothing is left behind on a shared computer.
import { form, text } from './editing-text.js'
import { iconOf, say } from './laavu.js'

const fields = ['otsikko', 'teksti', 'muutos'].map((name) => form.elements[name]).filter(Boolean)
const name = `laavu:${form.dataset.draft}`, number = Number(form.dataset.number)
const typedNow = () => Object.fromEntries(fields.map((field) => [field.name, field.value])), stored = typedNow()
const { luonnos: draft, versio: version } = form.elements

const keepHere = (sent) => {
  try {
    sessionStorage.setItem(name, JSON.stringify({ number: Number(version.value), draft: draft.value, sent, typed: typedNow() }))
  } catch { /* full or refused: the form itself still has the text */ }
}

const QUIET = 1500, LONGEST = 10_000
let timerHere, timer, firstChange = 0, asking = null, leaving = false, failed = false

/** Sends what is typed; gives the draft's id, or null when it could not be kept. */
export async function keepNow() {
  clearTimeout(timer)
  firstChange = 0
  await asking
  if (leaving) return null
  asking = send()
  const kept = await asking
  asking = null
  return kept
}

async function send() {
  const status = document.getElementById('tallessa')
  try {
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'))
    const answer = await fetch('/luonnokset/tallenna', { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'error' })
    if (!answer.ok) throw new Error(answer.status === 401 ? form.dataset.signedOut : form.dataset.notKept)
    const { luonnos, hints, twins, said } = await answer.json()
    draft.value = luonnos
    failed = false
    status.textContent = form.dataset.kept.replace('…', new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' }))
    showHints(hints)
    showTwins(said, twins)
    return luonnos
  } catch (error) {
    const sentence = error.message === form.dataset.signedOut ? form.dataset.signedOut : form.dataset.notKept
    status.textContent = sentence
    if (!failed) say(sentence)
    failed = true
    return null
  }
}

form.addEventListener('input', () => {
  clearTimeout(timerHere)
  timerHere = setTimeout(() => keepHere(false), 400)
  firstChange ||= Date.now()
  clearTimeout(timer)
  timer = setTimeout(keepNow, Math.max(0, Math.min(QUIET, firstChange + LONGEST - Date.now())))
})
form.addEventListener('submit', (event) => {
  clearTimeout(timerHere)
  clearTimeout(timer)
  leaving = event.submitter?.value !== 'esikatsele'
  keepHere(leaving)
})
// a page that is shown again from the browser's memory goes on
addEventListener('pageshow', () => { leaving = false })

function showHints(hints) {
  const section = document.getElementById('huomiot'), list = section.querySelector('ul')
  section.hidden = hints.length === 0
  section.querySelector('.tag').textContent = hints.length
  list.replaceChildren(...hints.map(({ css, icon, text: said, line }) => {
    const row = document.createElement('li'), mark = document.createElement('span'), words = document.createElement('div'), link = document.createElement('a')
    mark.className = css
    mark.append(iconOf(icon))
    Object.assign(link, { href: '#teksti', textContent: form.dataset.lineWord.replace('…', line) })
    link.dataset.line = line
    words.append(`${said} `, link)
    row.append(mark, words)
    return row
  }))
}

function showTwins(said, twins) {
  const place = document.getElementById('samanniminen'), key = JSON.stringify(twins)
  if (place.dataset.key === key) return
  place.dataset.key = key
  place.replaceChildren(...(twins.length === 0 ? [] : [`${said}: `]), ...twins.flatMap(({ href, label, lang }, i) => {
    const link = Object.assign(document.createElement('a'), { href, textContent: label })
    if (lang) link.lang = lang
    return i === 0 ? [link] : [', ', link]
  }))
}

const discard = document.getElementById('hylkaa')
discard.addEventListener('click', () => {
  sessionStorage.removeItem(name)
  for (const field of fields) field.value = stored[field.name]
  version.value = number
  discard.hidden = true
  say(discard.dataset.said)
  text.focus()
})

if ('typed' in form.dataset) keepHere(false)
else recover()

function recover() {
  let kept = null
  try { kept = JSON.parse(sessionStorage.getItem(name)) } catch { /* not ours */ }
  const wasSaved = kept?.sent && (kept.number < number || number === 0)
  if (!kept || wasSaved || fields.every((field) => (kept.typed[field.name] ?? '') === field.value)) return sessionStorage.removeItem(name)
  for (const field of fields) field.value = kept.typed[field.name] ?? field.value
  version.value = kept.number // the save brings it together with what others saved meanwhile
  draft.value = kept.draft ?? ''
  discard.hidden = false
  say(form.dataset.recovered)
}
