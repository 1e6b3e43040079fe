// What was copied in Word or on a web page comes as Markdown. The server reads it; when it cannot, plain text is pasted.
import { form, replace, selection, text } from './editing-text.js'
import { say } from './laavu.js'

const LIMIT = 400_000
/** Formatting that Markdown can keep; a code editor's colours are not. */
const RICH = /<(?:h[1-6]|li|table|b|strong|i|em|a\s|blockquote|pre)\b|MsoList|MsoNormal|font-weight:\s*(?:bold|[6-9]00)/i
const EDITOR = /vscode|data-pm-slice="code|<pre[^>]*>\s*<code/i

export async function pasteRich(event, html, plain) {
  if (!RICH.test(html) || EDITOR.test(html)) return
  event.preventDefault()
  const { from, to, value } = selection(), label = form.dataset.pasting
  const chosen = /<!--\s?StartFragment\s?-->([\s\S]*)<!--\s?EndFragment\s?-->/i.exec(html)?.[1] ?? html
  text.setAttribute('aria-busy', 'true')
  const timer = setTimeout(() => say(label), 700)
  const markdown = chosen.length > LIMIT ? null : await ask(chosen)
  clearTimeout(timer)
  text.removeAttribute('aria-busy')
  const same = text.value === value, at = same ? [from, to] : [text.selectionStart, text.selectionEnd]
  replace(...at, blockwise(at, markdown ?? plain))
  if (markdown === null) say(form.dataset.pastedPlain)
}

async function ask(html) {
  try {
    const answer = await fetch('/luonnokset/liita', { method: 'POST', body: new URLSearchParams({ html }), redirect: 'error' })
    return answer.ok ? await answer.text() : null
  } catch {
    return null
  }
}

/** Several blocks stand on lines of their own. */
function blockwise([from, to], pasted) {
  if (!/\n|^#|^[-|]|^\d+\. /.test(pasted)) return pasted
  const before = text.value.slice(0, from), after = text.value.slice(to)
  const lead = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  return `${lead}${pasted}${after === '' || after.startsWith('\n') ? '' : '\n\n'}`
}
