/** What is met in an XML text, in order. `close` also comes after an empty element. */
export interface XmlReader { open?(name: string, attribute: (name: string) => string | null): void; close?(name: string): void; text?(text: string): void }

export class XmlRefused extends Error { override name = 'XmlRefused' }

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const decode = (text: string) => (text.includes('&') ? text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));/gi, (whole, hex: string | undefined, number: string | undefined, name: string | undefined) => {
  if (name !== undefined) return ENTITIES[name] ?? whole
  const code = hex === undefined ? Number(number) : Number.parseInt(hex, 16)
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}) : text)

/**
 * Reads an XML text once from its beginning to its end, in time that grows with its length only. A document type is refused: with it go all
 * entities of its own, inner and outer. What is broken is read as far as it goes.
 */
export function scanXml(xml: string, reader: XmlReader) {
  for (let at = 0; at < xml.length;) {
    const start = xml.indexOf('<', at)
    if (start > at || start < 0) reader.text?.(decode(xml.slice(at, start < 0 ? xml.length : start)))
    if (start < 0) return
    if (xml.startsWith('<!DOCTYPE', start) || xml.startsWith('<!ENTITY', start)) throw new XmlRefused('a document type')
    const [opening, ending] = xml.startsWith('<!--', start) ? ['<!--', '-->'] : xml.startsWith('<![CDATA[', start) ? ['<![CDATA[', ']]>'] : ['<', '>']
    const end = xml.indexOf(ending, start + opening.length)
    if (end < 0) return
    const inside = xml.slice(start + opening.length, end)
    if (opening === '<![CDATA[') reader.text?.(inside)
    else if (opening === '<') tag(inside, reader)
    at = end + ending.length
  }
}

function tag(inside: string, reader: XmlReader) {
  if (inside.startsWith('?') || inside.startsWith('!')) return
  if (inside.startsWith('/')) return reader.close?.(inside.slice(1).trim())
  const name = /^[^\s/]*/.exec(inside)![0]
  reader.open?.(name, (wanted) => attributeOf(inside, wanted))
  if (inside.endsWith('/')) reader.close?.(name)
}

function attributeOf(inside: string, wanted: string): string | null {
  for (const sign of ['"', "'"]) {
    const start = inside.indexOf(` ${wanted}=${sign}`)
    if (start < 0) continue
    const from = start + wanted.length + 3, end = inside.indexOf(sign, from)
    if (end >= 0) return decode(inside.slice(from, end))
  }
  return null
}

/** The text of the first element of that name; '' when there is none. */
export function textOf(xml: string | undefined, name: string): string {
  let depth = 0, found = '', done = false
  scanXml(xml ?? '', {
    open: (opened) => { if (opened === name) depth++ },
    close: (closed) => { if (closed === name && --depth === 0) done = true },
    text: (text) => { if (depth > 0 && !done) found += text },
  })
  return found.trim()
}
