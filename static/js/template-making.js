import { asking } from './template-asking.js'

// Comfort only: without this file the form's buttons do the same, one page at a time.
const form = document.getElementById('pohja')
const PAUSE = 500
const { ask, askLater } = asking(form, '#pohja')

/** What is said at fields and texts, and how the texts read, comes from the answer; what someone is writing stays. */
function showChecks(page) {
  for (const next of page.querySelectorAll('[data-checked]')) {
    const now = document.getElementById(next.id)
    if (now && !now.isEqualNode(next)) now.replaceWith(next)
  }
  const [now, next] = [document, page].map((root) => root.querySelector('.tags-help ul'))
  if (!now.isEqualNode(next)) now.replaceWith(next)
}

/** The fields or the texts there are have changed: those parts are taken whole, and the focus stays where it was. */
function showShape(page) {
  const focused = document.activeElement?.id
  for (const id of ['kentat', 'tekstit']) document.getElementById(id).replaceWith(page.getElementById(id))
  const wanted = document.querySelector('#kentat [autofocus]') ?? document.getElementById(focused ?? '')
  wanted?.focus()
}

form.addEventListener('input', (event) => {
  if (event.target.matches('[data-shapes]')) return
  askLater(PAUSE, { toiminto: 'esikatsele' }, showChecks)
})
form.addEventListener('change', (event) => {
  if (event.target.matches('[data-shapes]')) ask({ toiminto: 'esikatsele' }, showShape)
})
form.addEventListener('click', (event) => {
  const button = event.target.closest('[name="_kentta"]')
  if (!button) return
  event.preventDefault()
  ask({ _kentta: button.value }, showShape)
})
