import { say } from './laavu.js'

// Comfort only: without this file a tick is a form that is sent, and the same page comes back. The browser parses the answer (responseType), so
// no text is ever turned into HTML here.
document.addEventListener('submit', (event) => {
  const form = event.target.closest('form[data-tick]')
  if (!form) return
  event.preventDefault()
  const row = form.closest('li'), sent = new XMLHttpRequest()
  sent.open('POST', form.getAttribute('action'))
  sent.responseType = 'document'
  sent.onload = () => {
    const page = sent.response
    if (sent.status !== 200 || !page?.querySelector('[data-phases]')) return say(page?.querySelector('main h1')?.textContent ?? form.dataset.offline)
    show(row, page, form.matches('.links') ? '.links button' : '.tick')
    const sentence = page.querySelector('.toast')?.textContent
    if (sentence) say(sentence)
  }
  sent.onerror = () => say(form.dataset.offline)
  sent.send(new URLSearchParams(new FormData(form)))
})

/** The row and the progress as the server has them now; the row keeps its place until the page is opened again. */
function show(row, page, focus) {
  const next = page.getElementById(row.id)
  if (!next) return location.reload()
  const taken = document.importNode(next, true)
  row.replaceWith(taken)
  ;(taken.querySelector(focus) ?? taken.querySelector('button'))?.focus()
  const progress = page.querySelectorAll('[data-phases]')
  document.querySelectorAll('[data-phases]').forEach((list, i) => { if (progress[i]) list.replaceWith(document.importNode(progress[i], true)) })
}
