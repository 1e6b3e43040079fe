import { describe, expect, test } from 'vitest'
import { InlineBudget, shapeOf, withinTime } from './markdown-limits.ts'
import { sanitise } from './markdown-sanitise.ts'
import { renderMarkdown } from './markdown.ts'

const links = { item: () => null, image: () => null }
const filled = (piece: string, length = 50_000) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
const isPlain = (text: string) => renderMarkdown(text, links).html.startsWith('<pre class="plain" tabindex="0"><code>')

describe('M-10: a tangled text', () => {
  test('with quotes nine deep comes out whole, as plain text and as a section for search; eight deep is read', () => {
    const deep = `${'> '.repeat(9)}a & <b>\n\nloppu`
    expect(renderMarkdown(deep, links)).toEqual({
      html: `<pre class="plain" tabindex="0"><code>${'&gt; '.repeat(9)}a &amp; &lt;b&gt;\n\nloppu</code></pre>`,
      sections: [{ anchor: '', heading: '', level: 0, text: `${'> '.repeat(9)}a & <b> loppu` }], links: [], slots: [], images: [],
    })
    expect(renderMarkdown(`${'> '.repeat(8)}a`, links).html).toBe(`${'<blockquote>'.repeat(8)}<p>a</p>${'</blockquote>'.repeat(8)}`)
  })

  test('a thread of e-mail, quoted less and less, is read: marked alone takes 2ⁿ for it', () => {
    const thread = Array.from({ length: 8 }, (_, at) => `${'> '.repeat(8 - at)}viesti ${8 - at}`).join('\n')
    expect(isPlain(filled(`${thread}\n\n`, 5_000))).toBe(false)
    expect(shapeOf(Array.from({ length: 30 }, (_, at) => `${'> '.repeat(30 - at)}x`).join('\n'))).toBe('tangled')
  })

  test('nested lists deeper than the page allows are plain; a long rule and long flat lists and tables are read', () => {
    expect(isPlain(`${filled('- ', 200)}a`)).toBe(true)
    expect(isPlain(Array.from({ length: 60 }, (_, at) => `${'  '.repeat(at)}- a`).join('\n'))).toBe(true)
    expect(isPlain(`${'* '.repeat(30)}\n\nteksti`)).toBe(false)
    expect(isPlain(filled('- rivi, jossa on **korostus**\n'))).toBe(false)
    expect(isPlain(`| a | b |\n|---|---|\n${filled('| c | d |\n')}`)).toBe(false)
  })

  test('a run of text full of marks is shown as written, and the paragraphs around it are read', () => {
    expect(renderMarkdown(`**ennen**\n\n${filled('*a_', 9_000)}\n\n**jälkeen**`, links).html).toBe(
      `<p><strong>ennen</strong></p><p>${filled('*a_', 9_000)}</p><p><strong>jälkeen</strong></p>`)
    expect(new InlineBudget(100).allows('tavallinen **kappale**')).toBe(true)
    expect(new InlineBudget(60_000).allows(`${'a'.repeat(50_000)}@`)).toBe(false)
  })

  test('the guard stops a reading that never ends, and lets others through', () => {
    expect(() => withinTime(20, () => { for (;;); })).toThrow('timed out')
    expect(withinTime(1_000, () => 'luettu')).toBe('luettu')
    expect(() => withinTime(1_000, () => { throw new RangeError('liian syvä') })).toThrow('liian syvä')
  })

  test('the guard does not count the time that the thread had to wait: it begins again', () => {
    let readings = 0
    const waiting = new Int32Array(new SharedArrayBuffer(4))
    expect(withinTime(60, () => {
      if (++readings === 1) Atomics.wait(waiting, 0, 0, 300)
      return 'luettu'
    })).toBe('luettu')
    expect(readings).toBeGreaterThan(1)
  })
})

const PIECES = ['> ', '>', '- ', '* ', '1. ', '  ', '\t', '\n', '\n\n', 'a', '*', '**', '_', '~~', '`', '```', '[', '](', ']', '![', '(', ')', '[a]: b',
  '<', '<a ', '<b>', '</b>', '<div>', '<!--', '"', '\\', '&', '&#', '#', '# ', '|', '|-|', '-', '=', 'http://', 'www.', '@', '😀', '{{kuntaliite: a | b}}', '[!huomio]', '[ ] ', '<details>']

function expectHtml(text: string) {
  const { html } = renderMarkdown(text, links)
  expect(sanitise(html)).toBe(html)
}

describe('M-10: 50 kB of nesting', () => {
  test.each(PIECES)('of %j alone ends as HTML', (piece) => {
    expectHtml(filled(piece))
  })

  test.each(Array.from({ length: 40 }, (_, seed) => seed + 1))('of mixed marks, seed %i, ends as HTML', (seed) => {
    let state = seed
    const next = (below: number) => Math.floor(((state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32) * below)
    const chosen = Array.from({ length: 2 + next(4) }, () => PIECES[next(PIECES.length)]!)
    let text = ''
    while (text.length < 50_000) text += seed % 2 === 0 ? chosen.join('') : chosen[next(chosen.length)]!.repeat(1 + next(30))
    expectHtml(text)
  })
})
