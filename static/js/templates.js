import { say } from './laavu.js'
import { asking } from './template-asking.js'

// Comfort only: without this file the form is sent with its buttons, and the same page comes back. Here the page is asked for while
// someone writes, and what has changed in it is moved over.
const form = document.querySelector('form[data-live]')
const PAUSE = 300
const { ask, askLater } = asking(form, '[data-results]')
const later = () => askLater(PAUSE, { _elava: '1' }, show)

/** Moves the texts and what is said at the fields from the answered page to this one; what is the same is left alone. */
function show(page) {
  showResults(document.querySelector('[data-results]'), page.querySelector('[data-results]'))
  for (const next of page.querySelectorAll('[data-field]')) {
    const now = [...form.querySelectorAll('[data-field]')].find((field) => field.dataset.field === next.dataset.field)
    if (now) showField(now, next)
  }
  showSummary(document.querySelector('[data-summary]'), page.querySelector('[data-summary]'))
  form.querySelector('[name="_kirjasto"]').value = page.querySelector('[name="_kirjasto"]').value
}

/** The list of mistakes grows shorter as they are corrected; the one who writes keeps her place. */
function showSummary(now, next) {
  next?.removeAttribute('autofocus')
  if (now && !next) now.remove()
  else if (now && next) now.replaceWith(next)
}

function showResults(now, next) {
  for (const element of next.querySelectorAll('[data-needs-script]')) element.hidden = false
  for (const details of next.querySelectorAll('details')) details.open = now.querySelector('details')?.open ?? false
  // a text that someone has changed by hand stays as she wrote it
  const edited = [...now.children].filter((part) => part.querySelector('[data-edited]'))
  for (const part of edited) {
    const other = [...next.children].find((one) => one.dataset.part === part.dataset.part)
    if (other && !other.isEqualNode(part)) { other.replaceWith(part); say(now.dataset.kept) }
  }
  const parts = (results) => [...results.children].map((part) => part.dataset.part).join()
  if (edited.length > 0 || parts(now) !== parts(next)) return now.replaceChildren(...next.childNodes)
  for (const [index, part] of [...next.children].entries()) if (!part.isEqualNode(now.children[index]) && !part.querySelector('details[open] .in:focus')) now.children[index].replaceWith(part)
}

function showField(now, next) {
  const said = (field) => field.querySelector(':scope > [data-said]')
  now.className = next.className
  if (!said(now).isEqualNode(said(next))) said(now).replaceWith(said(next))
  for (const control of next.querySelectorAll('.in')) {
    const own = document.getElementById(control.id)
    if (!own) continue
    for (const name of ['aria-invalid', 'aria-describedby']) {
      if (control.hasAttribute(name)) own.setAttribute(name, control.getAttribute(name))
      else own.removeAttribute(name)
    }
    // where someone is writing, she is ahead of the answer
    if ('fact' in control.dataset && own !== document.activeElement && own.value !== control.value) own.value = control.value
  }
}

/** The municipality and the library of a message belong together: choosing one chooses the other. */
function follow(changed) {
  const other = form.querySelector(`[data-place="${changed.dataset.place === 'library' ? 'municipality' : 'library'}"]`)
  const slug = changed.value.split('/')[0]
  if (!other || !slug || other.value.split('/')[0] === slug) return
  const option = [...other.options].find(({ value }) => value.split('/')[0] === slug)
  if (!option) return
  other.value = option.value
  say(`${form.getAttribute('data-followed')}: ${option.textContent}`)
}

form.addEventListener('input', later)
form.addEventListener('change', (event) => {
  if (event.target.dataset.place) follow(event.target)
  later()
})

// a row more or less: the same answer as without a script, without losing one's place on the page
form.addEventListener('click', (event) => {
  const button = event.target.closest('[name="_rivi"]')
  if (!button) return
  event.preventDefault()
  ask({ _rivi: button.value }, (page) => {
    const name = button.value.split('.')[1]
    const [now, next] = [form, page].map((root) => [...root.querySelectorAll('[data-field]')].find((field) => field.dataset.field === name))
    now.replaceWith(next)
    show(page)
    next.querySelector('[autofocus]')?.focus()
  })
})

// values that the browser has kept over a reload are not in the page that was sent
window.addEventListener('pageshow', () => {
  const isKept = (control) => (control.options ? [...control.options].some((option) => option.selected !== option.defaultSelected && !(option.index === 0 && control.selectedIndex === 0)) : control.value !== control.defaultValue)
  if ([...form.querySelectorAll('.in')].some(isKept)) later()
})
