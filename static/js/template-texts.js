import { say } from './laavu.js'

// Taking the filled texts into use: copying them plain or with their paragraphs and links, changing one by hand first, and telling the server
// that a text was used (a count, no person). Without this file a text is selected and copied by hand.
const results = document.querySelector('[data-results]')
const form = document.getElementById('tayta')

function used(card) {
  const begun = results.querySelector('[data-begun]') // names of fields that began filled in, and of those changed since
  const body = new URLSearchParams({ kerta: form.querySelector('[name="_kerta"]').value, kanava: card.dataset.channel, kieli: card.dataset.language, esitaytetyt: begun.dataset.begun, muutetut: begun.dataset.changed })
  if (card.querySelector('[data-edited]')) body.set('muokattu', '1')
  fetch(results.dataset.address, { method: 'POST', body, keepalive: true }).catch(() => {})
}

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign])
const asHtml = (text) => text.split(/\n{2,}/).map((part) => `<p>${escaped(part).replaceAll('\n', '<br>')}</p>`).join('')

results.addEventListener('click', async (event) => {
  const mail = event.target.closest('[data-mail]'), take = event.target.closest('[data-take]'), edit = event.target.closest('[data-edit]')
  if (edit) return change(edit)
  if (!mail && !take) return
  const card = event.target.closest('.ver')
  if (mail) return used(card)
  const from = document.getElementById(take.dataset.take), text = from.innerText
  try {
    if (take.dataset.rich && window.ClipboardItem) {
      const html = 'edited' in from.dataset ? asHtml(text) : document.getElementById(take.dataset.rich).innerHTML
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': new Blob([text], { type: 'text/plain' }), 'text/html': new Blob([html], { type: 'text/html' }) })])
    } else await navigator.clipboard.writeText(text)
    say(take.dataset.copied)
    used(card)
  } catch {
    getSelection().selectAllChildren(from) // no clipboard: the text is selected for the keyboard
  }
})

/** The text itself becomes a place to write in; what is copied is what stands there. */
function change(button) {
  const text = document.getElementById(button.dataset.edit), on = button.getAttribute('aria-pressed') !== 'true'
  button.setAttribute('aria-pressed', String(on))
  text.contentEditable = on ? 'plaintext-only' : 'false'
  text.setAttribute('role', 'textbox')
  text.setAttribute('aria-multiline', 'true')
  text.setAttribute('aria-label', text.closest('.ver').getAttribute('aria-label'))
  if (on) text.focus()
  text.addEventListener('input', () => { text.dataset.edited = '' }, { once: true })
}
