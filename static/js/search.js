import { iconOf } from './laavu.js'

// Comfort only: without this file the search box is a plain form. Suggestions follow the combobox pattern of the WAI-ARIA Authoring Practices
// (editable, list autocomplete, manual selection): what is typed stays as it is until a suggestion is chosen.
const ASK_AFTER = 90, SAY_AFTER = 700, KEPT_ANSWERS = 60, MOST_RECENT = 8, SHOWN_RECENT = 5
const RECENT = 'laavu.haut'
const answers = new Map()
let whose // undefined: not known yet; null: this device is shared, nothing is remembered

document.querySelectorAll('form.search[data-suggest]').forEach(enhance)

function enhance(form, number) {
  const box = form.elements.q, list = document.createElement('div'), status = document.createElement('span')
  let options = [], active = -1, asked = null, timer, sayTimer, said = ''
  list.className = 'suggestions'
  list.id = `ehdotukset-${number}`
  list.hidden = true
  set(list, { role: 'listbox', 'aria-label': form.dataset.suggest })
  status.className = 'vh'
  status.setAttribute('role', 'status')
  form.append(list, status)
  box.type = 'text' // a search field may not be a combobox, and its Escape would empty it
  set(box, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id, enterkeyhint: 'search', spellcheck: 'false' })

  box.addEventListener('input', () => later(ASK_AFTER))
  box.addEventListener('focus', () => { if (box.value === '') later(0) })
  box.addEventListener('click', () => { if (list.hidden) later(0) })
  box.addEventListener('blur', close)
  box.addEventListener('keydown', onKey)
  list.addEventListener('mousedown', (event) => event.preventDefault()) // the focus stays in the box
  list.addEventListener('click', (event) => { choose(event.target.closest('[role=option]')) })
  form.addEventListener('submit', () => { remember(box.value) })

  function onKey(event) {
    if (event.isComposing) return
    const { key } = event
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault()
      if (list.hidden) return later(0)
      if (!event.altKey) move(key === 'ArrowDown' ? (active + 2) % (options.length + 1) - 1 : active < 0 ? options.length - 1 : active - 1)
      else if (key === 'ArrowUp') close()
    } else if (key === 'Enter' && active >= 0) {
      event.preventDefault()
      choose(options[active])
    } else if (key === 'Escape' && !list.hidden) {
      event.preventDefault()
      close()
    } else if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) move(-1)
  }

  function later(ms) {
    clearTimeout(timer)
    asked?.abort()
    timer = setTimeout(ask, ms)
  }

  async function ask() {
    const typed = box.value, q = typed.trimStart().slice(0, 500), { signal } = (asked = new AbortController())
    try {
      const answer = answers.get(q) ?? await fetchAnswer(q, signal)
      if (box.value === typed && document.activeElement === box) show(answer, q.trim())
    } catch {
      if (!signal.aborted) close() // no connection, or signed out: the form works all the same. A newer question goes on
    }
  }

  function show(answer, q) {
    const recent = recentSearches().filter((one) => one !== q && one.toLowerCase().startsWith(q.toLowerCase())).slice(0, q === '' ? SHOWN_RECENT : 2)
    const own = recent.length === 0 ? [] : [{
      label: answer.words.recent, lang: null,
      options: [...recent.map((text) => ({ text, lang: null, href: `${form.getAttribute('action')}?${new URLSearchParams({ q: text })}`, note: '', icon: 'history', css: null })), ...(q === '' ? [{ text: answer.words.clear, lang: null, href: '', note: '', icon: 'close', css: null }] : [])],
    }]
    options = []
    list.replaceChildren(...[...own, ...answer.groups].map(groupOf))
    active = -1
    box.removeAttribute('aria-activedescendant')
    list.hidden = options.length === 0
    box.setAttribute('aria-expanded', String(!list.hidden))
    if (q !== '' || options.length > 0) say(answer.said)
  }

  function groupOf({ label, lang, options: members }) {
    const group = document.createElement('div'), heading = document.createElement('span')
    set(group, { role: 'group', 'aria-label': label, ...(lang ? { lang } : {}) })
    set(heading, { class: 'group', 'aria-hidden': 'true' })
    heading.textContent = label
    group.append(heading, ...members.map(optionOf))
    return group
  }

  function optionOf({ text, lang, href, note, icon, css }) {
    const option = document.createElement('div'), tile = document.createElement('span'), words = document.createElement('span'), name = document.createElement('span')
    set(option, { role: 'option', id: `${list.id}-${options.length}`, 'aria-selected': 'false' })
    option.dataset.href = href
    option.dataset.text = icon === 'search' || icon === 'history' ? text : ''
    set(tile, css ? { class: 'tile', 'data-kind': css } : { class: 'sign' })
    tile.append(iconOf(icon))
    name.textContent = text
    if (lang) name.lang = lang
    words.append(name)
    if (note) {
      const small = document.createElement('span')
      small.className = 'muted small'
      small.textContent = note
      words.append(document.createElement('br'), small)
    }
    option.append(tile, words)
    options.push(option)
    return option
  }

  function move(to) {
    options[active]?.setAttribute('aria-selected', 'false')
    active = to
    const option = options[active]
    if (!option) return box.removeAttribute('aria-activedescendant')
    option.setAttribute('aria-selected', 'true')
    box.setAttribute('aria-activedescendant', option.id)
    option.scrollIntoView({ block: 'nearest' })
  }

  function choose(option) {
    if (!option) return
    const { href, text } = option.dataset
    if (href === '') {
      forget()
      return close()
    }
    if (text) {
      box.value = text
      remember(text)
    }
    close()
    location.href = href
  }

  function close() {
    clearTimeout(timer)
    asked?.abort()
    say('')
    move(-1)
    list.hidden = true
    box.setAttribute('aria-expanded', 'false')
  }

  /** Said once typing pauses, and only when it is new. */
  function say(sentence) {
    clearTimeout(sayTimer)
    if (sentence === '') status.textContent = said = ''
    else sayTimer = setTimeout(() => { if (sentence !== said) status.textContent = said = sentence }, SAY_AFTER)
  }

  async function fetchAnswer(q, signal) {
    const reply = await fetch(`${form.getAttribute('action')}/ehdotukset?${new URLSearchParams({ q })}`, { signal, headers: { accept: 'application/json' } })
    if (!reply.ok || reply.redirected) throw new Error('no suggestions')
    const answer = await reply.json()
    whose = answer.whose
    if (whose === null) forget()
    answers.set(q, answer)
    if (answers.size > KEPT_ANSWERS) answers.delete(answers.keys().next().value)
    return answer
  }
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
}

// Own recent searches: in this browser only, of the person who is signed in, and never on a shared device.
function recentSearches() {
  try {
    const kept = JSON.parse(localStorage.getItem(RECENT))
    return whose && kept?.whose === whose && Array.isArray(kept.searches) ? kept.searches.filter((one) => typeof one === 'string') : []
  } catch { return [] }
}
function remember(typed) {
  const q = typed.trim().slice(0, 200)
  if (!whose || q === '') return
  try { localStorage.setItem(RECENT, JSON.stringify({ whose, searches: [q, ...recentSearches().filter((one) => one !== q)].slice(0, MOST_RECENT) })) } catch { /* no room, or not allowed */ }
}
function forget() {
  try { localStorage.removeItem(RECENT) } catch { /* not allowed: then nothing was kept either */ }
}
