// The text field of the writing form: what other parts write into it goes through here, so that the browser's own undo takes it back.
export const form = document.getElementById('kirjoitus')
export const text = form.elements.teksti

/** Puts `replacement` in place of the characters `from`…`to`. */
export function replace(from, to, replacement, select = [from + replacement.length, from + replacement.length]) {
  text.focus()
  text.setSelectionRange(from, to)
  if (!document.execCommand('insertText', false, replacement)) {
    text.setRangeText(replacement)
    text.dispatchEvent(new Event('input', { bubbles: true }))
  }
  text.setSelectionRange(...select)
}

export function selection() {
  const { selectionStart: from, selectionEnd: to, value } = text
  return { from, to, chosen: value.slice(from, to), value }
}

/** Changes every line that the selection touches. */
export function changeLines(change) {
  const { from, to, value } = selection()
  const start = value.lastIndexOf('\n', from - 1) + 1, next = value.indexOf('\n', to), end = next < 0 ? value.length : next
  const lines = value.slice(start, end).split('\n').map(change).join('\n')
  replace(start, end, lines, [start, start + lines.length])
}

/** A block of its own, with an empty line around it. */
export function insertBlock(block) {
  const { to, value } = selection(), next = value.indexOf('\n', to), end = next < 0 ? value.length : next
  const before = end === 0 ? '' : value.slice(0, end).endsWith('\n') ? '\n' : '\n\n'
  replace(end, end, `${before}${block}\n`, [end + before.length, end + before.length + block.length])
}

/** Puts a mark on both sides of what is chosen, or takes it away. */
export function around(mark) {
  const { from, to, chosen } = selection(), { length } = mark
  if (chosen.length > length * 2 && chosen.startsWith(mark) && chosen.endsWith(mark)) replace(from, to, chosen.slice(length, -length), [from, to - length * 2])
  else replace(from, to, `${mark}${chosen}${mark}`, [from + length, to + length])
}

/** Shows a line as chosen. */
export function chooseLine(number) {
  const before = text.value.split('\n').slice(0, number - 1).join('\n').length
  const from = before === 0 ? 0 : before + 1, next = text.value.indexOf('\n', from)
  text.focus()
  text.setSelectionRange(from, next < 0 ? text.value.length : next)
}
