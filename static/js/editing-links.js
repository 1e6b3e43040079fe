// A link by searching the titles of pages: arrows choose, Enter takes. Another address can be typed below.
import { replace, selection, text } from './editing-text.js'

const dialog = document.getElementById('linkki-ikkuna'), form = dialog.querySelector('form'), list = dialog.querySelector('ul'), status = dialog.querySelector('[role=status]')
const box = document.getElementById('linkki-q'), address = document.getElementById('linkki-osoite')
let found = [], active = -1, place = { from: 0, to: 0, chosen: '' }, otherwise = '', timer, asked = 0

export function findLink(label) {
  place = selection()
  otherwise = label
  form.reset()
  show([])
  status.textContent = ''
  box.value = place.chosen.length < 80 ? place.chosen : ''
  dialog.showModal()
  box.focus()
  if (box.value) search()
}

async function search() {
  const q = box.value.trim(), turn = ++asked
  if (q.length < 2) return show([])
  try {
    const answer = await fetch(`/luonnokset/linkki?q=${encodeURIComponent(q)}`, { headers: { Accept: 'application/json' }, redirect: 'error' })
    const items = answer.ok ? await answer.json() : []
    if (turn !== asked) return
    show(items)
    status.textContent = items.length === 0 ? dialog.dataset.none : ''
    status.className = items.length === 0 ? 'small' : 'vh'
  } catch { /* the address below still works */ }
}

function show(items) {
  found = items
  active = items.length > 0 ? 0 : -1
  list.replaceChildren(...items.map(({ title, lang }, i) => {
    const option = document.createElement('li')
    Object.assign(option, { id: `linkki-${i}`, textContent: title })
    option.setAttribute('role', 'option')
    if (lang) option.lang = lang
    option.addEventListener('click', () => take(i))
    return option
  }))
  list.hidden = items.length === 0
  box.setAttribute('aria-expanded', String(items.length > 0))
  mark()
}

function mark() {
  for (const [i, option] of [...list.children].entries()) option.setAttribute('aria-selected', String(i === active))
  if (active < 0) box.removeAttribute('aria-activedescendant')
  else box.setAttribute('aria-activedescendant', `linkki-${active}`)
  list.children[active]?.scrollIntoView({ block: 'nearest' })
}

function take(i) {
  const { markdown } = found[i], target = /\]\(([^)]*)\)$/.exec(markdown)[1]
  insert(place.chosen ? `[${place.chosen}](${target})` : markdown)
}

function insert(link) {
  dialog.close()
  replace(place.from, place.to, link)
}

box.addEventListener('input', () => {
  clearTimeout(timer)
  timer = setTimeout(search, 200)
})
box.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || found.length === 0) return
  event.preventDefault()
  active = (active + step + found.length) % found.length
  mark()
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  const typed = address.value.trim()
  if (typed) insert(`[${place.chosen || otherwise}](${typed})`)
  else if (active >= 0) take(active)
})
dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close())
dialog.addEventListener('close', () => text.focus())
