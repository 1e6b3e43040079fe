import { check, numbered, type Reading } from './reading.ts'

/** Groups that hold no text of the document. */
const HIDDEN = new Set(['fonttbl', 'colortbl', 'stylesheet', 'info', 'pict', 'object', 'objdata', 'header', 'headerl', 'headerr', 'headerf', 'footer', 'footerl', 'footerr', 'footerf',
  'generator', 'themedata', 'datastore', 'latentstyles', 'listtable', 'listoverridetable', 'revtbl', 'rsidtbl', 'xmlnstbl', 'filetbl', 'fldinst', 'bkmkstart', 'bkmkend'])
const SAID: Record<string, string> = {
  par: '\n', line: '\n', sect: '\n', page: '\n', row: '\n', cell: ' – ', tab: ' ', emdash: '—', endash: '–', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', bullet: '•', emspace: ' ', enspace: ' ',
}
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)/gi

interface Group { hidden: boolean; title: boolean; skip: number }

/** Rich text, read once from beginning to end: its characters by the code page that it names, and Unicode where it says so. */
export function readRtf(bytes: Buffer): Reading {
  const source = bytes.toString('latin1'), decoder = new TextDecoder(codePage(source))
  const groups: Group[] = [], parts = [{ heading: '', text: '' }]
  let group: Group = { hidden: false, title: false, skip: 1 }, title = '', toSkip = 0, pictures = 0, atStart = false
  const say = (text: string) => { if (group.title) title += text; else if (!group.hidden) parts[0]!.text += text }
  for (const [, word, number, hex, sign, brace, plain] of source.matchAll(TOKEN)) {
    const isFirst = atStart
    atStart = brace === '{' || (atStart && sign === '*')
    if (brace === '{') { groups.push(group); group = { ...group } } else if (brace === '}') group = groups.pop() ?? group
    else if (sign === '*' && isFirst) group.hidden = true
    else if (sign !== undefined) say(sign === '~' || sign === '\n' || sign === '\r' ? ' ' : sign === '-' || sign === '*' ? '' : sign === '_' ? '-' : sign)
    else if (hex !== undefined) { if (toSkip > 0) toSkip--; else say(decoder.decode(Uint8Array.of(Number.parseInt(hex, 16)))) }
    else if (plain !== undefined) {
      const kept = plain.slice(toSkip)
      toSkip = Math.max(0, toSkip - plain.length)
      say(kept)
    } else if (word === 'u' && number !== undefined) { say(String.fromCharCode((Number(number) + 65_536) % 65_536)); toSkip = group.skip }
    else if (word === 'uc') group.skip = Math.min(Number(number ?? 1), 8)
    else if (word === 'title') group.title = group.hidden
    else if (word !== undefined && HIDDEN.has(word)) { group.hidden = true; if (word === 'pict') pictures++ }
    else if (word !== undefined) say(SAID[word] ?? '')
  }
  return { parts: numbered('part', parts), pages: null, checks: [check('title', title.trim() !== ''), check('alt', pictures === 0, pictures)] }
}

function codePage(source: string): string {
  const label = `windows-${/\\ansicpg(\d{3,5})/.exec(source.slice(0, 2_000))?.[1] ?? '1252'}`
  try { return new TextDecoder(label).encoding } catch { return 'windows-1252' }
}

/** An object of another program, or a template from elsewhere: what a program that opens the file would run or fetch. */
export const isActiveRtf = (bytes: Buffer) => /\\obj(?:data|ocx|emb|autlink|link|update|class)|\\\*\\template|\\field\b[^}]{0,200}\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE)\b/i.test(bytes.toString('latin1'))
