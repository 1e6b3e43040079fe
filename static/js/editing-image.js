// A picture by button, by pasting or by dropping: each asks what the picture tells before it is added.
import { keepNow } from './editing-keep.js'
import { form as writing, insertBlock, text } from './editing-text.js'
import { say } from './laavu.js'
import { askUntilAnswered, forgetId, Refused, sendInPieces } from './upload.js'

const dialog = document.getElementById('kuva-ikkuna'), form = dialog.querySelector('form'), problem = form.querySelector('.err-msg')
const { kuva: file, vaihtoehto: alt, koriste: decorative } = form.elements
let given = null, opener = null, waiting = [], sending = new AbortController()

export function askForImage(image) {
  given = image
  if (!dialog.contains(document.activeElement)) opener = document.activeElement
  form.reset()
  problem.hidden = true
  file.closest('.field').hidden = image !== null
  dialog.showModal()
  ;(image ? alt : file).focus()
}

/** Several pictures are asked about one after another. */
export function takeImages(event, images) {
  event.preventDefault()
  waiting = images.slice(1)
  askForImage(images[0])
}

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const image = given ?? file.files[0], button = form.querySelector('[type=submit]'), { signal } = sending
  button.disabled = true
  say(dialog.dataset.working)
  try {
    const draft = await keepNow()
    if (draft === null) return complain([writing.dataset.notKept])
    const lasting = { signal, waiting: () => say(dialog.dataset.waiting) }, body = new FormData()
    body.append('vaihtoehto', alt.value)
    if (decorative.checked) body.append('koriste', '1')
    const sent = image ? await sendInPieces(image, { ...lasting, progress() {} }) : {}
    for (const [name, value] of Object.entries(sent)) body.append(name, value)
    const answer = await askUntilAnswered(`/luonnokset/${draft}/kuva`, { method: 'POST', body, headers: { Accept: 'application/json' } }, lasting)
    if (answer.status !== 200 || !answer.body?.markdown) throw new Refused(answer)
    if (image) forgetId(image)
    dialog.close()
    insertBlock(answer.body.markdown)
  } catch (error) {
    if (!signal.aborted) complain(error.texts?.length > 0 ? error.texts : [writing.dataset.notKept])
  } finally {
    button.disabled = false
  }
})

function complain(sentences) {
  problem.hidden = false
  problem.querySelector('span').textContent = sentences.join(' ')
  alt.focus()
}

dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close())
dialog.addEventListener('close', () => {
  // one that is closed while it is sent is not put into the text
  sending.abort()
  sending = new AbortController()
  const next = waiting.shift()
  if (next) return askForImage(next)
  ;(opener && opener !== document.body ? opener : text).focus()
})
