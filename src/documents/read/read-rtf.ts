import { check, numbered, type Reading } from './reading.ts'

/** Groups that hold no text of the document. */
const HIDDEN = new Set(['fonttbl', 'colortbl', 'stylesheet', 'info', 'pict', 'nonshppict', 'object', 'objdata', 'header', 'headerl', 'headerr', 'headerf', 'footer', 'footerl', 'footerr', 'footerf',
  'generator', 'themedata', 'datastore', 'latentstyles', 'listtable', 'listoverridetable', 'revtbl', 'rsidtbl', 'xmlnstbl', 'filetbl', 'fldinst', 'bkmkstart', 'bkmkend'])
/** Groups of text that stand in the middle of a paragraph and are no part of it: they come after everything else. */
const ASIDE = new Set(['footnote', 'annotation', 'shptxt'])
const SAID: Record<string, string> = {
  line: '\n', page: '\n', cell: ' – ', tab: ' ', emdash: '—', endash: '–', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', bullet: '•', emspace: ' ', enspace: ' ',
}
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)/gi

interface Group { hidden: boolean; title: boolean; aside: boolean; heading: boolean; /** a picture once more, for old programs */ again: boolean; skip: number }

/** Rich text, read once from beginning to end: its characters by the code page that it names, and Unicode where it says so. A part for each heading. */
export function readRtf(bytes: Buffer): Reading {
  const source = bytes.toString('latin1'), decoder = new TextDecoder(codePage(source))
  const groups: Group[] = [], parts = [{ heading: '', text: '' }]
  let group: Group = { hidden: false, title: false, aside: false, heading: false, again: false, skip: 1 }, title = '', line = '', aside = '', toSkip = 0, pictures = 0, described = 0, atStart = false, property = '', said = ''
  const say = (text: string) => { if (group.title) title += text; else if (group.hidden) return; else if (group.aside) aside += text; else line += text }
  const end = () => {
    if (group.hidden || group.aside) return say('\n')
    if (group.heading && line.trim() !== '') parts.push({ heading: line, text: '' })
    else if (line.trim() !== '') parts.at(-1)!.text += `${line}\n`
    line = ''
  }
  for (const [, word, number, hex, sign, brace, plain] of source.matchAll(TOKEN)) {
    const isFirst = atStart
    atStart = brace === '{' || (atStart && sign === '*')
    // {\sn name}{\sv value}
    if (word === 'sn' || word === 'sv') said = word
    else if (brace !== undefined) said = ''
    else if (said === 'sn' && plain !== undefined) property = plain
    else if (said === 'sv' && property === 'wzDescription' && (plain ?? number ?? '').trim() !== '') { property = ''; if (!group.again) described++ }
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
    else if (word === 'pard') group.heading = false
    else if (word === 'outlinelevel') group.heading = Number(number ?? 9) < 6
    else if (word === 'par' || word === 'sect' || word === 'row') end()
    else if (word !== undefined && HIDDEN.has(word)) { group.hidden = true; if (word === 'nonshppict') group.again = true; else if (word === 'pict' && !group.again) pictures++ }
    else if (word !== undefined && ASIDE.has(word)) { say(' '); Object.assign(group, { hidden: false, aside: true }); say('\n') }
    else if (word !== undefined) say(SAID[word] ?? '')
  }
  end()
  parts.push({ heading: '', text: aside })
  const kept = parts.filter(({ heading, text }) => heading !== '' || text.trim() !== '')
  return { parts: numbered('part', kept), pages: null, checks: [check('title', title.trim() !== ''), check('alt', described >= pictures, Math.max(0, pictures - described))] }
}

function codePage(source: string): string {
  const label = `windows-${/\\ansicpg(\d{3,5})/.exec(source.slice(0, 2_000))?.[1] ?? '1252'}`
  try { return new TextDecoder(label).encoding } catch { return 'windows-1252' }
}

/** An object of another program, or a template from elsewhere: what a program that opens the file would run or fetch. */
export const isActiveRtf = (bytes: Buffer) => /\\obj(?:data|ocx|emb|autlink|link|update|class)|\\\*\\template|\\field\b[^}]{0,200}\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE)\b/i.test(bytes.toString('latin1'))
