// Comfort only: the form is written, previewed and saved without this file.
import { askForImage, takeImages } from './editing-image.js'
import './editing-keep.js'
import { findLink } from './editing-links.js'
import { pasteRich } from './editing-paste.js'
import { around, changeLines, chooseLine, form, insertBlock, text } from './editing-text.js'

// the bar has the same with a dialog
for (const element of form.querySelectorAll('[data-plain]')) element.hidden = true

const bare = (line) => line.replace(/^\s*(?:#{1,6}|[-*+]|\d+[.)])\s+/, '')
const tools = {
  heading: () => changeLines((line) => (line.startsWith('## ') ? line.slice(3) : `## ${bare(line)}`)),
  list: () => changeLines((line) => (line.startsWith('- ') ? line.slice(2) : `- ${bare(line)}`)),
  steps: () => changeLines((line, i) => (/^\d+\. /.test(line) ? bare(line) : `${i + 1}. ${bare(line)}`)),
  bold: () => around('**'),
  italic: () => around('*'),
  table: (button) => insertBlock(`| ${button.dataset.insert} 1 | ${button.dataset.insert} 2 |\n|---|---|\n|  |  |`),
  callout: (button) => insertBlock(`> [!${button.dataset.insert}]\n> `),
  link: (button) => findLink(button.dataset.insert),
  image: () => askForImage(null),
}
const use = (name) => tools[name](form.querySelector(`.bar-t [data-tool="${name}"]`))

form.addEventListener('click', (event) => {
  const tool = event.target.closest('[data-tool]'), line = event.target.closest('[data-line]')
  if (!tool && !line) return
  event.preventDefault()
  if (tool) use(tool.dataset.tool)
  else chooseLine(Number(line.dataset.line))
})

const KEYS = { 'b': 'bold', 'i': 'italic', 'k': 'link', 'shift+Digit7': 'steps', 'shift+Digit8': 'list', 'alt+Digit2': 'heading', 'alt+KeyT': 'table', 'alt+KeyH': 'callout', 'alt+KeyK': 'image' }
form.addEventListener('keydown', (event) => {
  if (!event.ctrlKey && !event.metaKey) return
  const save = event.key === 's' && !event.shiftKey && !event.altKey
  const name = event.shiftKey ? KEYS[`shift+${event.code}`] : event.altKey ? KEYS[`alt+${event.code}`] : KEYS[event.key]
  if (save) form.querySelector('[data-save]').click()
  else if (name && event.target === text) use(name)
  else return
  event.preventDefault()
})

// what only some kinds have
const kind = form.elements.laji, forNotice = form.querySelector('[data-for-kind]')
const showFields = () => { forNotice.hidden = kind.value !== forNotice.dataset.forKind }
if (kind && forNotice) {
  showFields()
  kind.addEventListener('change', showFields)
}

text.addEventListener('paste', (event) => {
  const { clipboardData: data } = event, images = [...data.files].filter(({ type }) => type.startsWith('image/'))
  const rich = data.getData('text/html')
  // Word puts a picture of the text beside the text: words come first
  if (rich && data.getData('text/plain').trim() !== '') pasteRich(event, rich, data.getData('text/plain'))
  else if (images.length > 0) takeImages(event, images)
})
text.addEventListener('dragover', (event) => { if ([...event.dataTransfer.items].some(({ kind: what }) => what === 'file')) event.preventDefault() })
text.addEventListener('drop', (event) => {
  const images = [...event.dataTransfer.files].filter(({ type }) => type.startsWith('image/'))
  if (images.length > 0) takeImages(event, images)
})
