// Comfort only: the form is written, previewed and saved without this file.
import { say } from './laavu.js'

const form = document.getElementById('kirjoitus')
const text = form.elements.teksti
const fields = ['otsikko', 'teksti', 'muutos'].map((name) => form.elements[name]).filter(Boolean)

/** Puts `replacement` in place of the characters `from`…`to` so that the browser's own undo takes it back. */
function replace(from, to, replacement, select = [from + replacement.length, from + replacement.length]) {
  text.focus()
  text.setSelectionRange(from, to)
  if (!document.execCommand('insertText', false, replacement)) {
    text.setRangeText(replacement)
    text.dispatchEvent(new Event('input', { bubbles: true }))
  }
  text.setSelectionRange(...select)
}

function selection() {
  const { selectionStart: from, selectionEnd: to, value } = text
  return { from, to, chosen: value.slice(from, to), value }
}

/** Changes every line that the selection touches. */
function changeLines(change) {
  const { from, to, value } = selection()
  const start = value.lastIndexOf('\n', from - 1) + 1, next = value.indexOf('\n', to), end = next < 0 ? value.length : next
  const lines = value.slice(start, end).split('\n').map(change).join('\n')
  replace(start, end, lines, [start, start + lines.length])
}

/** A block of its own, with an empty line around it. */
function insertBlock(block) {
  const { to, value } = selection(), next = value.indexOf('\n', to), end = next < 0 ? value.length : next
  const before = end === 0 ? '' : value.slice(0, end).endsWith('\n') ? '\n' : '\n\n'
  replace(end, end, `${before}${block}\n`, [end + before.length, end + before.length + block.length])
}

const bare = (line) => line.replace(/^\s*(?:#{1,6}|[-*+]|\d+[.)])\s+/, '')
const tools = {
  heading: () => changeLines((line) => (line.startsWith('## ') ? line.slice(3) : `## ${bare(line)}`)),
  list: () => changeLines((line) => (line.startsWith('- ') ? line.slice(2) : `- ${bare(line)}`)),
  steps: () => changeLines((line, i) => (/^\d+\. /.test(line) ? bare(line) : `${i + 1}. ${bare(line)}`)),
  bold() {
    const { from, to, chosen } = selection()
    if (/^\*\*.*\*\*$/s.test(chosen)) replace(from, to, chosen.slice(2, -2), [from, to - 4])
    else replace(from, to, `**${chosen}**`, [from + 2, to + 2])
  },
  link(button) {
    const { from, to, chosen } = selection(), label = chosen || button.dataset.insert
    replace(from, to, `[${label}](https://)`, chosen ? [from + label.length + 3, from + label.length + 11] : [from + 1, from + 1 + label.length])
  },
  table: (button) => insertBlock(`| ${button.dataset.insert} 1 | ${button.dataset.insert} 2 |\n|---|---|\n|  |  |`),
  callout: (button) => insertBlock(`> [!${button.dataset.insert}]\n> `),
}
const use = (name) => tools[name](form.querySelector(`[data-tool="${name}"]`))

form.addEventListener('click', (event) => {
  const tool = event.target.closest('[data-tool]'), line = event.target.closest('[data-line]')
  if (tool) use(tool.dataset.tool)
  if (line) {
    event.preventDefault()
    const before = text.value.split('\n').slice(0, Number(line.dataset.line) - 1).join('\n').length
    const from = before === 0 ? 0 : before + 1, next = text.value.indexOf('\n', from)
    text.focus()
    text.setSelectionRange(from, next < 0 ? text.value.length : next)
  }
})

const KEYS = { 'b': 'bold', 'k': 'link', 'shift+Digit7': 'steps', 'shift+Digit8': 'list', 'alt+Digit2': 'heading' }
form.addEventListener('keydown', (event) => {
  if (!event.ctrlKey && !event.metaKey) return
  const save = event.key === 's' && !event.shiftKey && !event.altKey
  const name = event.shiftKey ? KEYS[`shift+${event.code}`] : event.altKey ? KEYS[`alt+${event.code}`] : KEYS[event.key]
  if (save) form.querySelector('[data-save]').click()
  else if (name && event.target === text) use(name)
  else return
  event.preventDefault()
})

// What is typed is kept in this tab until it is saved: it outlives a reload, a crash and a lost connection, and goes when the tab is closed, so
// that nothing is left behind on a shared computer.
const name = `laavu:${form.dataset.draft}`, number = Number(form.dataset.number), stored = Object.fromEntries(fields.map((field) => [field.name, field.value]))
const typedNow = () => Object.fromEntries(fields.map((field) => [field.name, field.value]))
const keep = (sent) => {
  try {
    sessionStorage.setItem(name, JSON.stringify({ number: Number(form.elements.versio.value), sent, typed: typedNow() }))
  } catch { /* full or refused: the form itself still has the text */ }
}
let timer
form.addEventListener('input', () => {
  clearTimeout(timer)
  timer = setTimeout(() => keep(false), 400)
})
form.addEventListener('submit', (event) => {
  clearTimeout(timer)
  keep(event.submitter?.value !== 'esikatsele')
})

const discard = document.getElementById('hylkaa')
discard.addEventListener('click', () => {
  sessionStorage.removeItem(name)
  for (const field of fields) field.value = stored[field.name]
  form.elements.versio.value = number
  discard.hidden = true
  say(discard.dataset.said)
  text.focus()
})

if ('typed' in form.dataset) keep(false)
else recover()

function recover() {
  let kept = null
  try { kept = JSON.parse(sessionStorage.getItem(name)) } catch { /* not ours */ }
  const wasSaved = kept?.sent && (kept.number < number || number === 0)
  if (!kept || wasSaved || fields.every((field) => (kept.typed[field.name] ?? '') === field.value)) return sessionStorage.removeItem(name)
  for (const field of fields) field.value = kept.typed[field.name] ?? field.value
  form.elements.versio.value = kept.number // the save brings it together with what others saved meanwhile
  discard.hidden = false
  say(form.dataset.recovered)
}

// only a notice has a type and an end
const kind = form.elements.laji, forNotice = form.querySelector('[data-for-kind]')
const showFields = () => { forNotice.hidden = kind.value !== forNotice.dataset.forKind }
if (kind && forNotice) {
  showFields()
  kind.addEventListener('change', showFields)
}
