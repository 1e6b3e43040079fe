// Files are sent in pieces before the form that uses them: their progress is shown, each may be cancelled, and a lost connection is waited for.
// One file of a form goes with the form itself, as without this script; several go each with the fields of the form and a title of its own.
import { say } from './laavu.js'
import { askUntilAnswered, forgetId, forgetPieces, Refused, sendInPieces } from './upload.js'

const form = document.querySelector('form.doc-form'), input = form.elements.tiedosto, heading = form.elements.otsikko, zone = document.getElementById('pudotus')
const queue = document.getElementById('jono'), list = queue.querySelector('ol'), pattern = document.getElementById('jonon-rivi'), words = queue.dataset
const rows = []
let sending = false

input.multiple = heading !== undefined
input.addEventListener('change', () => {
  // what has come already is not wanted any more
  for (const name of ['lahetys', 'nimi', 'tyyppi', 'koko']) form.elements[name]?.remove()
  document.getElementById('siirretty')?.remove()
  if (input.files.length > 1 || rows.length > 0) take(input.files)
})

if (heading) {
  for (const name of ['dragover', 'drop']) {
    form.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes('Files')) return
      event.preventDefault()
      zone.classList.toggle('over', name === 'dragover')
      if (name === 'drop') take(event.dataTransfer.files)
    })
  }
  form.addEventListener('dragleave', (event) => { if (!form.contains(event.relatedTarget)) zone.classList.remove('over') })
  document.addEventListener('paste', (event) => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    take(event.clipboardData.files)
  })
}

function take(files) {
  if (rows.length === 0) list.replaceChildren()
  for (const file of files) rows.push(rowOf(file))
  input.value = ''
  list.querySelector('li:last-child [data-title]')?.focus()
}

function rowOf(file) {
  const line = pattern.content.cloneNode(true).firstElementChild, button = line.querySelector('button'), title = line.querySelector('[data-title]')
  const row = { file, line, button, title, bar: line.querySelector('progress'), stop: null, done: false, refused: file.size > Number(words.limit) }
  line.querySelector('[data-name]').textContent = file.name
  title.value = file.name.replace(/\.[^.]{1,5}$/, '').replace(/[_]+/g, ' ')
  list.append(line)
  queue.hidden = false
  show(row, row.refused ? words.tooLarge : words.waits, row.refused ? 'late' : '')
  button.addEventListener('click', () => {
    if (row.stop) return row.stop.abort()
    forgetPieces(row.file)
    remove(row)
    input.focus()
  })
  return row
}

function remove(row) {
  if (rows.includes(row)) rows.splice(rows.indexOf(row), 1)
  row.line.remove()
  queue.hidden = list.children.length === 0
}

function show(row, text, css) {
  const state = row.line.querySelector('[data-state]')
  // a screen reader says it once, not with every piece
  if (state.textContent !== text) state.textContent = text
  state.className = `state ${css}`
  row.button.textContent = row.stop ? words.cancel : words.remove
  row.button.hidden = row.done
}

form.addEventListener('submit', async (event) => {
  if (rows.length === 0 && input.files.length !== 1) return
  event.preventDefault()
  if (sending) return
  sending = true
  if (rows.length === 0) await sendAlone(input.files[0])
  else {
    for (const row of rows.filter(({ done, refused }) => !done && !refused)) await sendRow(row)
    say(rows.every(({ done }) => done) ? words.allDone : words.someFailed)
  }
  sending = false
})

/** The pieces, then the form itself, which names them instead of the file: what it answers is a page. */
async function sendAlone(file) {
  list.replaceChildren()
  const row = rowOf(file)
  row.title.closest('.field').remove()
  if (row.refused) return
  const sent = await working(row, (signal) => pieces(row, signal))
  if (!sent) return
  for (const [name, value] of Object.entries(sent)) {
    const field = document.createElement('input')
    Object.assign(field, { type: 'hidden', name, value })
    form.append(field)
  }
  input.value = ''
  form.submit()
}

async function sendRow(row) {
  const answer = await working(row, async (signal) => {
    const sent = await pieces(row, signal)
    show(row, words.checking, '')
    const given = await askUntilAnswered(form.action, { method: 'POST', headers: { Accept: 'application/json' }, body: bodyOf(row, sent) }, { signal, waiting: () => show(row, words.waiting, 'late') })
    if (given.status !== 200 || !given.body?.href) throw new Refused(given)
    return given.body
  })
  if (!answer) return
  forgetId(row.file)
  row.done = true
  const name = row.line.querySelector('[data-name]'), link = document.createElement('a')
  link.href = answer.href
  link.textContent = row.file.name
  name.replaceChildren(link)
  row.title.readOnly = true
  show(row, words.done, 'ok')
}

const pieces = (row, signal) => sendInPieces(row.file, {
  signal, waiting: () => show(row, words.waiting, 'late'), progress(share) { row.bar.value = share * 100; show(row, words.sending, '') },
})

/** What the work gives; null when it was cancelled or refused, which the row then says. */
async function working(row, work) {
  row.stop = new AbortController()
  row.bar.hidden = false
  let said = [words.failed, 'late']
  try { return await work(row.stop.signal) } catch (error) {
    if (row.stop.signal.aborted) said = [words.cancelled, 'late']
    else if (!(error instanceof Refused)) throw error
    else if (error.status === 401) said = [words.signIn, 'late']
    else if (error.texts.length > 0) said = [error.texts.join(' '), 'late']
    return null
  } finally {
    row.stop = null
    row.bar.hidden = true
    show(row, ...said)
  }
}

/** What the file will be called is its own; the rest is the form's. */
function bodyOf(row, sent) {
  const body = new FormData()
  for (const [name, value] of new FormData(form)) if (name !== 'tiedosto' && name !== 'otsikko') body.append(name, value)
  body.append('otsikko', row.title.value || heading.value)
  for (const [name, value] of Object.entries(sent)) body.append(name, value)
  return body
}
