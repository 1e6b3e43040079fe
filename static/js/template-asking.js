import { say } from './laavu.js'

/**
 * Asks the server for the page of a form as the form stands, while someone writes in it: now, or after a pause in the writing. Only the last
 * question is answered. A page without `part` is no answer: the form says that the connection is gone. The server checks and renders, and the
 * browser parses what it answers (responseType), so no text is ever turned into HTML here.
 */
export function asking(form, part) {
  let timer, request

  function ask(extra, use) {
    clearTimeout(timer)
    request?.abort()
    const current = (request = new XMLHttpRequest())
    // a field may have any name, also 'action' or 'dataset': it would stand in for the form's own property
    current.open('POST', form.getAttribute('action').split('#')[0])
    current.responseType = 'document'
    current.onload = () => {
      const page = current.response
      if (current.status === 200 && page?.querySelector(part)) use(page)
      else say(form.getAttribute('data-offline'))
    }
    current.onerror = () => say(form.getAttribute('data-offline'))
    const body = new URLSearchParams(new FormData(form))
    for (const [name, value] of Object.entries(extra)) body.set(name, value)
    current.send(body)
  }

  function askLater(pause, extra, use) {
    clearTimeout(timer)
    timer = setTimeout(() => ask(extra, use), pause)
  }

  return { ask, askLater }
}
