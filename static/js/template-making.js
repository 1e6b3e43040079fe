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

/** The fields or the texts there are have changed: those parts are taken whole. The focus stays where it was, and what has been written since the question (`sent`) too. */
function showShape(page, sent) {
  const focused = document.activeElement?.id, since = [...new FormData(form)].filter(([name, value]) => sent && sent.get(name) !== value)
  for (const id of ['kentat', 'tekstit']) document.getElementById(id).replaceWith(page.getElementById(id))
  for (const [name, value] of since) {
    const control = form.querySelector(`.in[name="${CSS.escape(name)}"]`)
    if (control) control.value = value
  }
  const wanted = document.querySelector('#kentat [autofocus]') ?? document.getElementById(focused ?? '')
  wanted?.focus()
}

form.addEventListener('input', (event) => {
  if (event.target.matches('[data-shapes]')) return
  askLater(PAUSE, { toiminto: 'esikatsele' }, showChecks)
})
form.addEventListener('change', (event) => {
  if (!event.target.matches('[data-shapes]')) return
  const sent = new FormData(form)
  ask({ toiminto: 'esikatsele' }, (page) => showShape(page, sent))
})
form.addEventListener('click', (event) => {
  const button = event.target.closest('[name="_kentta"]')
  if (!button) return
  event.preventDefault()
  ask({ _kentta: button.value }, (page) => showShape(page, null))
})
