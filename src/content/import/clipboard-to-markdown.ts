import TurndownService from 'turndown'
import { addTables } from './html-to-markdown.ts'

/** characters of HTML; more is pasted as plain text */
const CLIPBOARD_LIMIT = 400_000

/** What turndown's rules see of a node of the pasted page. */
interface Node {
  nodeName: string
  textContent: string | null
  parentNode: Node | null
  getAttribute?(name: string): string | null
  querySelectorAll?(selector: string): ArrayLike<Node>
}
const attribute = (node: Node, name: string) => node.getAttribute?.(name) ?? ''
const styleOf = (node: Node) => attribute(node, 'style').toLowerCase().replace(/\s+/g, '')
const isListParagraph = (node: Node) => node.nodeName === 'P' && (/mso-list:l\d/.test(styleOf(node)) || /^MsoList(?:Paragraph|Bullet|Number)/.test(attribute(node, 'class')))
const isMark = (node: Node) => node.nodeName === 'SPAN' && styleOf(node).includes('mso-list:ignore')
/** a browser's clipboard writes bold as a style (Google Docs), or undoes it in a <b> that wraps everything */
const isPlain = (node: Node) => /^(?:B|STRONG)$/.test(node.nodeName) && /(?:^|;)font-weight:(?:normal|400)/.test(styleOf(node))
const isBold = (node: Node) => node.nodeName === 'SPAN' && /(?:^|;)font-weight:(?:bold|[6-9]00)/.test(styleOf(node))
const isItalic = (node: Node) => node.nodeName === 'SPAN' && /(?:^|;)font-style:italic/.test(styleOf(node))

const turndown = new TurndownService({ headingStyle: 'atx', bulletListMarker: '-', codeBlockStyle: 'fenced', emDelimiter: '*' })
addTables(turndown)
turndown.remove(['style', 'script', 'title', 'head', 'meta', 'link', 'iframe', 'object', 'noscript', 'template', 'form', 'input', 'select', 'button', 'textarea'] as Parameters<TurndownService['remove']>[0])
turndown.addRule('picture', { filter: (node) => /^(?:IMG|PICTURE|SVG|VIDEO|AUDIO|CANVAS|V:\w+)$/i.test(node.nodeName), replacement: () => '' })
turndown.addRule('mark of a list', { filter: (node) => isMark(node as unknown as Node), replacement: () => '' })
turndown.addRule('list of Word', { filter: (node) => isListParagraph(node as unknown as Node), replacement: (content, node) => wordListItem(content, node as unknown as Node) })
turndown.addRule('title of Word', { filter: (node) => node.nodeName === 'P' && attribute(node as unknown as Node, 'class').startsWith('MsoTitle'), replacement: (content) => (content.trim() === '' ? '' : `\n\n# ${oneLine(content)}\n\n`) })
turndown.addRule('heading', { filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'], replacement: (content, node) => heading(content, Number(node.nodeName[1])) })
turndown.addRule('not bold', { filter: (node) => isPlain(node as unknown as Node), replacement: (content) => content })
turndown.addRule('bold by style', { filter: (node) => isBold(node as unknown as Node), replacement: (content) => around(content, '**') })
turndown.addRule('italic by style', { filter: (node) => isItalic(node as unknown as Node), replacement: (content) => around(content, '*') })
turndown.addRule('link', { filter: 'a', replacement: (content, node) => link(content, attribute(node as unknown as Node, 'href')) })

const oneLine = (content: string) => content.trim().replace(/\s*\n\s*/g, ' ')
const around = (content: string, mark: string) => (content.trim() === '' ? content : content.replace(/^(\s*)([\s\S]*?)(\s*)$/, `$1${mark}$2${mark}$3`))
/** A heading is not bold besides: Word writes both. */
const heading = (content: string, level: number) => (content.trim() === '' ? '' : `\n\n${'#'.repeat(level)} ${oneLine(content).replace(/^\*\*(.*)\*\*$/, '$1')}\n\n`)

function link(content: string, href: string): string {
  const target = href.trim(), label = oneLine(content)
  return label === '' || !/^(?:https?:\/\/|mailto:|tel:)[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*$/i.test(target) ? content : `[${label}](${target})`
}

/** Word writes a list as paragraphs that begin with a painted mark: a number or letter for steps, anything else for a bullet. */
function wordListItem(content: string, node: Node): string {
  const mark = Array.from(node.querySelectorAll?.('span') ?? []).find(isMark)?.textContent?.replace(/[\s\u00a0]+/g, '') ?? ''
  const level = Math.min(6, Number(/level(\d)/.exec(styleOf(node))?.[1] ?? 1)), number = /^(?:\d{1,3}\.)*(\d{1,3})[.)]$/.exec(mark)?.[1]
  const text = oneLine(content)
  if (text === '') return ''
  return `\n${'   '.repeat(level - 1)}${number === undefined ? (/^[a-zåäö]{1,4}[.)]$/i.test(mark) && mark !== 'o' ? '1.' : '-') : `${number}.`} ${text}\n`
}

/**
 * What was copied in Word, in a browser or in a mail program as Markdown: headings (the highest becomes a heading of second level), lists,
 * tables, links, bold and italic. Pictures, colours and fonts go. The result is as untrusted as anything that is typed: it is made safe when
 * it is rendered. Null when there is nothing to keep or the page is too tangled.
 */
export function clipboardToMarkdown(html: string): string | null {
  if (html.length > CLIPBOARD_LIMIT || isTangled(html)) return null
  // empty paragraphs of Word's own elements space its lines out
  const plain = withoutMarks(fragmentOf(html)).replace(/<\/?(?:o|w|m|st1):[a-z]{1,40}(?:\s[^<>]{0,2000})?>/gi, '')
  try {
    return tidy(turndown.turndown(plain))
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** What was chosen, when the page around it is there too. */
function fragmentOf(html: string): string {
  const start = /<!--\s?StartFragment\s?-->/i.exec(html), end = html.search(/<!--\s?EndFragment\s?-->/i)
  return start && end > start.index ? html.slice(start.index + start[0].length, end) : html
}

/** Without comments, which hold Word's own XML, and without its other marks (`<![if …]>`, `<?xml …>`). One pass. */
function withoutMarks(html: string): string {
  const parts: string[] = []
  const mark = /<[!?]/g
  for (let at = 0; ;) {
    mark.lastIndex = at
    const start = mark.exec(html)?.index
    if (start === undefined) return parts.join('') + html.slice(at)
    const close = html.startsWith('<!--', start) ? '-->' : '>', end = html.indexOf(close, start + 2)
    parts.push(html.slice(at, start))
    if (end < 0) return parts.join('')
    at = end + close.length
  }
}

/** Deeper than any document: the time that the conversion takes grows with the square of it. */
const DEEPEST = 150
function isTangled(html: string): boolean {
  let depth = 0, deepest = 0
  for (const [, end] of html.matchAll(/<(\/?)(?:div|span|p|b|i|u|em|strong|font|ul|ol|li|table|tbody|tr|td|blockquote|a|section|article|center|small|sub|sup)\b/gi)) {
    depth = end ? Math.max(0, depth - 1) : depth + 1
    deepest = Math.max(deepest, depth)
  }
  return deepest > DEEPEST
}

function tidy(markdown: string): string | null {
  const levels = [...markdown.matchAll(/^(#{1,6}) /gm)].map(([, signs]) => signs!.length), shift = 2 - Math.min(...levels, 7)
  const text = markdown.replaceAll('\u00a0', ' ').replace(/[\u200b\ufeff\u00ad]/g, '')
    .replace(/^(#{1,6}) /gm, (_, signs: string) => `${'#'.repeat(Math.min(6, Math.max(2, signs.length + shift)))} `)
    .replace(/^([ \t]*(?:-|\d+\.)) {2,}/gm, '$1 ').replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').replace(/<(?=[a-z/!?])/gi, (sign, at: number, whole: string) => (whole.startsWith('<br>', at) ? sign : '\\<')).trim()
  return text === '' ? null : text
}
