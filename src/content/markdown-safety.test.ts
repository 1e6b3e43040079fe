import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import { faultOf } from './fixtures/safe-html.ts'
import { SINKS, VECTORS } from './fixtures/xss-vectors.ts'
import { sanitise } from './markdown-sanitise.ts'
import { renderMarkdown } from './markdown.ts'

const links = {
  item: (id: string) => (id === 'ASP-01' ? { href: '/laavu/ASP-01' } : null),
  image: (path: string) => `/kuvat/${encodeURIComponent(path)}`,
}
const htmlOf = (text: string) => renderMarkdown(text, links).html

/** What a parser makes of the HTML, told as a list of faults; `[]` when every element and attribute is allowed and every id is there once. */
function faultsIn(html: string): string[] {
  const faults: string[] = [], ids = new Set<string>()
  const parser = new Parser({
    onopentag(name, attributes) {
      const fault = faultOf(name, attributes)
      if (fault) faults.push(fault)
      if (ids.has(attributes['id'] ?? '')) faults.push(`id twice: ${attributes['id']}`)
      if (attributes['id']) ids.add(attributes['id'])
    },
    oncomment: (text) => faults.push(`comment ${text}`),
    onprocessinginstruction: (name) => faults.push(`instruction ${name}`),
  })
  parser.end(html)
  return faults
}
const bad = /[\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{E000}\u{E001}]/u

function expectSafe(text: string, html: string) {
  expect(faultsIn(html), text).toEqual([])
  expect(sanitise(html), `fixed point of ${text}`).toBe(html)
  expect(html.normalize('NFC') === html && html.isWellFormed() && !bad.test(html.replaceAll(/[\t\n]/g, '')), `characters of ${text}`).toBe(true)
}

describe('M-1 and M-4: the own vectors', () => {
  test('there are at least 400 different ones', () => expect(new Set(VECTORS.map(({ text }) => text)).size).toBeGreaterThanOrEqual(400))

  test('the oracle sees a fault: each of these would be told', () => {
    expect(faultsIn('<img src="/kuvat/x" onerror="alert(1)">')).toEqual(['<img onerror="alert(1)">'])
    expect(faultsIn('<p><script>alert(1)</script></p><!-- x -->')).toEqual(['<script>', 'comment  x '])
    expect(faultsIn('<a href="javascript:alert(1)">x</a><a href="//canary.example">y</a>')).toHaveLength(2)
    expect(faultsIn('<p style="color:red" id="sisalto">x</p>')).toHaveLength(1)
    expect(faultsIn('<h2 id="sisalto">x</h2><h3 id="k-a">y</h3><h3 id="k-a">z</h3>')).toEqual(['<h2 id="sisalto">', 'id twice: k-a'])
    expect(faultsIn('<p>Hyvä <strong>teksti</strong></p>')).toEqual([])
  })

  test.each(Object.keys(SINKS))('M-1, M-3: written as %s, every vector leaves allowed elements and attributes only, and a fixed point', (sink) => {
    for (const { text } of VECTORS) {
      const source = SINKS[sink]!(text)
      expectSafe(source, htmlOf(source))
    }
  })
})

describe('M-3: any text', () => {
  const marks = ['> ', '- ', '1. ', '# ', '## ', '\n', '\n\n', '  ', '**', '_', '`', '```\n', '|', '\n|---|---|\n', '[', '](', ')', '![', '[!huomio]\n', 'laavu:ASP-01']
  const tags = ['<', '>', '<b>', '</b>', '<div lang=sv>', '</div>', '<details>', '<summary>', '</details>', '<p>', '</p>', '"', "'", '&', '&lt;', '&#824;']
  const odd = ['\u0338', '\u0301', 'a\u0308', '\0', '\uD800', '{{kuntaliite: a | b}}', '{{', '}}']
  const piece = fc.constantFrom(...VECTORS.map(({ text }) => text), ...marks, ...tags, ...odd)

  test('M-3, M-4: mixed from Markdown, HTML and vectors, renders to a fixed point of allowed elements and never throws', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => expectSafe(pieces.join(''), htmlOf(pieces.join('')))), { numRuns: 1500, seed: 306 })
  })

  test('M-3: of any characters renders to a fixed point of allowed elements and never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => expectSafe(text, htmlOf(text))), { numRuns: 500, seed: 1086 })
  })

  test('M-3: the sanitiser alone makes any HTML a fixed point without scripts', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const html = sanitise(pieces.join(''))
      expect(sanitise(html)).toBe(html)
      expect(faultsIn(html).filter((fault) => !/ (?:id|lang|dir|src|class|alt|start|role|tabindex|scope|loading|aria-\w+)="/.test(fault))).toEqual([])
    }), { numRuns: 1000, seed: 906 })
  })
})

describe('what an author cannot do', () => {
  test('M-5: ids begin with k-, whatever the heading; an id, a name or a class of the author is dropped', () => {
    expect(htmlOf('## location')).toContain('<section id="k-location" aria-labelledby="k-location-h">')
    expect(htmlOf('<b id="forms" name="location" class="bad">x</b>')).toBe('<p><b>x</b></p>')
    expect(sanitise('<h2 id="sisalto">x</h2><h3 id="k-oma">y</h3>')).toBe('<h2>x</h2><h3 id="k-oma">y</h3>')
  })

  test('M-6: no style, and none of our classes, can be written; our own stay', () => {
    expect(htmlOf('<div class="note stop" style="position:fixed">x</div>\n\n> [!huomio]\n> y')).toBe(
      '<div>x</div><div class="note warn"><svg aria-hidden="true"><use href="/static/icons.svg#warn"></use></svg><div><p class="h">Huomio</p><p>y</p></div></div>')
    expect(htmlOf('<style>*{display:none}</style>teksti')).toBe('teksti')
  })

  test('an author cannot close our elements: what is opened in a callout is closed in it', () => {
    expect(htmlOf('## Eka\n\n</section></div>\n\n> <details>\n\nlopuksi')).toBe(
      '<section id="k-eka" aria-labelledby="k-eka-h"><div class="sec-tools"><h2 id="k-eka-h">Eka</h2></div>  <blockquote><details></details></blockquote><p>lopuksi</p></section>')
  })

  test('M-7: a picture on another server is a link, a data: picture is its words, a stored picture is shown', () => {
    expect(htmlOf('![kartta](https://canary.example/p.gif)')).toBe('<p><a href="https://canary.example/p.gif" rel="noopener noreferrer ugc">kartta</a></p>')
    expect(htmlOf('![kartta](//canary.example/p.gif) ![pilkku](data:image/png;base64,iVBORw0KGgo=)')).toBe('<p>kartta pilkku</p>')
    expect(htmlOf('![kartta](kuvat/kartta.png)')).toBe('<p><img src="/kuvat/kuvat%2Fkartta.png" alt="kartta" loading="lazy"></p>')
    expect(sanitise('<img src="https://canary.example/p.gif" srcset="https://canary.example/2.gif 2x" alt="x">')).toBe('<img alt="x">')
  })

  test('M-8: a link out says noopener noreferrer ugc and has no target; a link within does not', () => {
    expect(htmlOf('[a](https://finna.fi) [b](/ohjeet) <c@d.fi>')).toBe(
      '<p><a href="https://finna.fi" rel="noopener noreferrer ugc">a</a> <a href="/ohjeet">b</a> <a href="mailto:c@d.fi">c@d.fi</a></p>')
    expect(sanitise('<a href="https://finna.fi" target="_blank" rel="opener">a</a>')).toBe('<a href="https://finna.fi" rel="noopener noreferrer ugc">a</a>')
  })

  test('M-11: braces are text', () => {
    expect(htmlOf('{{7*7}} {{#with x}} {{{html}}}')).toBe('<p>{{7*7}} {{#with x}} {{{html}}}</p>')
    expect(htmlOf('Lähin on {{kirjasto}}, ei {{constructor}}.')).toBe('<p>Lähin on <span class="var">{{kirjasto}}</span>, ei <span class="var">{{constructor}}</span>.</p>')
  })

  test('characters that hide or turn a text are dropped, also as references, and the rest is in NFC', () => {
    expect(htmlOf('a\0b \u202Etakaperin\u202C &#x202E;x a\u0308 &#97;&#776;')).toBe('<p>a\uFFFDb takaperin x ä ä</p>')
    expect(htmlOf('1 =\u0338 2 \uD800')).toBe('<p>1 ≠ 2 \uFFFD</p>')
  })
})
