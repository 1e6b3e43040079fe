import { check, numbered, type Reading } from './reading.ts'

const HIDDEN = new Set(['script', 'style', 'template', 'noscript', 'textarea', 'select', 'svg', 'math', 'iframe', 'object', 'head'])
const LINES = new Set('address article aside blockquote body br caption dd div dl dt figcaption footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul'.split(' '))
const ENTITIES: Record<string, string> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', auml: 'ä', Auml: 'Ä', ouml: 'ö', Ouml: 'Ö', aring: 'å', Aring: 'Å', aacute: 'á', Aacute: 'Á', eacute: 'é', Eacute: 'É', scaron: 'š', Scaron: 'Š',
  uuml: 'ü', Uuml: 'Ü', ndash: '–', mdash: '—', hellip: '…', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bdquo: '„', laquo: '«', raquo: '»', euro: '€', sect: '§', deg: '°', copy: '©', times: '×', middot: '·', bull: '•', shy: '',
}
const decode = (text: string) => text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}\d?));?/gi, (whole, hex: string | undefined, number: string | undefined, name: string | undefined) => {
  if (name !== undefined) return ENTITIES[name] ?? whole
  const code = hex === undefined ? Number(number) : Number.parseInt(hex, 16)
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
})

/** A page of HTML: a part for each heading, nothing of what a browser would run or hide. Read once, in time that grows with its length. */
export function readHtml(bytes: Buffer): Reading {
  const html = new TextDecoder().decode(bytes), lower = html.toLowerCase(), parts = [{ heading: '', text: '' }]
  let line = '', heading: string | null = null, headed = 0, pictures = 0, described = 0, title = '', language = false
  const say = (text: string) => { if (heading === null) line += text; else heading += text }
  const end = () => { if (line.trim() !== '') parts.at(-1)!.text += `${line}\n`; line = '' }
  for (let at = 0; at < html.length;) {
    const start = html.indexOf('<', at)
    say(decode(html.slice(at, start < 0 ? html.length : start).replace(/\s+/g, ' ')))
    if (start < 0) break
    const tag = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(start, start + 40)), ending = html.startsWith('<!--', start) ? '-->' : '>'
    if (!tag && !/^<[!?/]/.test(html.slice(start, start + 2))) { say('<'); at = start + 1; continue }
    const close = html.indexOf(ending, start + 1)
    if (close < 0) break
    at = close + ending.length
    if (!tag) continue
    const name = tag[2]!.toLowerCase(), inside = html.slice(start, close)
    if (name === 'html' && !tag[1]) language = /\blang\s*=\s*["']?[a-z]/i.test(inside)
    if (HIDDEN.has(name) && !tag[1] && !inside.endsWith('/')) {
      const until = lower.indexOf(`</${name}`, at)
      if (name === 'head') title = decode(/<title[^>]{0,200}>([^<]{0,500})/i.exec(html.slice(at, until < 0 ? at + 20_000 : until))?.[1] ?? '').trim()
      at = until < 0 ? html.length : until
    } else if (/^h[1-6]$/.test(name)) {
      end()
      if (!tag[1]) heading = ''
      else if (heading !== null) { if (heading.trim() !== '') { headed++; parts.push({ heading, text: '' }) } heading = null }
    } else if (name === 'img') {
      pictures++
      const alt = /\balt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(inside)
      if (alt) { described++; say(` ${decode(alt[1] ?? alt[2] ?? '')} `) }
    } else if (name === 'td' || name === 'th') { if (!tag[1] && line.trim() !== '') say(' – ') } else if (LINES.has(name)) { if (heading === null) end(); else say(' ') }
  }
  end()
  return {
    parts: numbered('part', parts.filter((part) => part.heading !== '' || part.text.trim() !== '')), pages: null,
    checks: [check('title', title !== ''), check('language', language), check('headings', headed > 0), check('alt', described === pictures, pictures - described)],
  }
}

/** Letters written as numbers, and what browsers leave out of addresses. A line end still divides attributes. */
const withoutDisguise = (html: string) => html.replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (_, hex?: string, number?: string) => {
  const code = hex ? Number.parseInt(hex, 16) : Number(number)
  return code > 32 && code < 128 ? String.fromCharCode(code) : ''
}).replace(/&(?:tab|newline);?/gi, '').replace(/&colon;?/gi, ':').replace(/[\t\r\0]/g, '').replace(/\n/g, ' ')

/** What a browser would run, fetch by itself or send: such a page is not taken. */
export const isActiveHtml = (bytes: Buffer) => {
  const html = withoutDisguise(bytes.toString('utf8'))
  return /<\s*\/?\s*(?:script|iframe|frame|object|embed|applet|svg|math|form|base|link|portal)\b|<meta[^>]{0,300}http-equiv\s*=\s*["']?\s*refresh|[\s"'/]on(?!line\s*=)[a-z]{3,30}\s*=|(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:|data\s*:\s*text\/html/i.test(html)
}
