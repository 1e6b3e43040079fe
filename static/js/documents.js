// Several files at once: each is sent in a request of its own with the fields of the form, its progress shown, and may be cancelled.
import { say } from './laavu.js'

const form = document.querySelector('form.doc-form'), input = form.elements.tiedosto, heading = form.elements.otsikko, zone = document.getElementById('pudotus')
const queue = document.getElementById('jono'), list = queue.querySelector('ol'), pattern = document.getElementById('jonon-rivi'), words = queue.dataset
const rows = []
let sending = false

input.multiple = true
input.addEventListener('change', () => {
  // one file alone is sent by the form itself, as without this script
  if (input.files.length > 1 || rows.length > 0) take(input.files)
})

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

function take(files) {
  for (const file of files) add(file)
  input.value = ''
  queue.hidden = rows.length === 0
  list.querySelector('li:last-child [data-title]')?.focus()
}

function add(file) {
  const line = pattern.content.cloneNode(true).firstElementChild, button = line.querySelector('button'), title = line.querySelector('[data-title]')
  const row = { file, line, button, title, bar: line.querySelector('progress'), request: null, done: false }
  line.querySelector('[data-name]').textContent = file.name
  title.value = file.name.replace(/\.[^.]{1,5}$/, '').replace(/[_]+/g, ' ')
  rows.push(row)
  list.append(line)
  if (file.size > Number(words.limit)) { show(row, words.tooLarge, 'late'); row.refused = true } else show(row, words.waits, '')
  button.addEventListener('click', () => (row.request ? row.request.abort() : remove(row)))
}

function remove(row) {
  rows.splice(rows.indexOf(row), 1)
  row.line.remove()
  queue.hidden = rows.length === 0
  input.focus()
}

function show(row, text, css) {
  const state = row.line.querySelector('[data-state]')
  state.textContent = text
  state.className = `state ${css}`
  row.button.textContent = row.request ? words.cancel : words.remove
  row.button.hidden = row.done
}

form.addEventListener('submit', async (event) => {
  if (rows.length === 0) return
  event.preventDefault()
  if (sending) return
  sending = true
  const waiting = rows.filter((row) => !row.done && !row.refused)
  for (const row of waiting) await send(row)
  sending = false
  say(rows.every((row) => row.done) ? words.allDone : words.someFailed)
})

/** What the file will be called is its own; the rest is the form's. */
function bodyOf(row) {
  const fields = new FormData(form), body = new FormData()
  for (const [name, value] of fields) if (name !== 'tiedosto' && name !== 'otsikko') body.append(name, value)
  body.append('otsikko', row.title.value || heading.value)
  body.append('tiedosto', row.file, row.file.name)
  return body
}

const send = (row) => new Promise((resolve) => {
  const request = row.request = new XMLHttpRequest()
  const end = (text, css) => { row.request = null; row.bar.hidden = true; show(row, text, css); resolve() }
  row.bar.hidden = false
  request.upload.addEventListener('progress', ({ loaded, total }) => { row.bar.value = (loaded / total) * 100 })
  request.upload.addEventListener('load', () => show(row, words.checking, ''))
  request.addEventListener('abort', () => end(words.cancelled, 'late'))
  request.addEventListener('error', () => end(words.failed, 'late'))
  request.addEventListener('load', () => {
    const answer = request.response
    if (request.status === 200 && answer?.href) {
      row.done = true
      const name = row.line.querySelector('[data-name]'), link = document.createElement('a')
      link.href = answer.href
      link.textContent = row.file.name
      name.replaceChildren(link)
      row.title.readOnly = true
      return end(words.done, 'ok')
    }
    end(answer?.errors?.map(({ text }) => text).join(' ') || words.failed, 'late')
  })
  request.open('POST', form.action)
  request.responseType = 'json'
  request.setRequestHeader('Accept', 'application/json')
  show(row, words.sending, '')
  request.send(bodyOf(row))
})
