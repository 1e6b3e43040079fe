import { expect, test } from 'vitest'
import { prepareText } from '../content/prepare-text.ts'
import { VECTORS } from '../content/fixtures/xss-vectors.ts'
import { withFile, type ShownFile } from './document-html.ts'
import { numbered, type Reading } from './read/reading.ts'

const reading = (texts: string[], kind: 'page' | 'part' = 'page'): Reading => ({ parts: numbered(kind, texts.map((text) => ({ heading: '', text }))), pages: texts.length, checks: [] })
const shown = (different: Partial<ShownFile> = {}): ShownFile => ({ itemId: 5, lang: 'fi', file: { id: 'f1', name: 'lista.pdf', mime: 'application/pdf', size: 84_000 }, state: 'done', reading: reading(['Yksi', 'Kaksi']), preview: null, ...different })
const base = prepareText({ title: 'a', body: 'Alku\n\n## Sivu 2\n\nTeksti', lang: 'fi', files: [] })

test('the file is added after the description, and its pages are found as sections beside those of the description', () => {
  const { html, sections } = withFile(base, shown())
  expect(html.startsWith(base.html)).toBe(true)
  expect(sections.map(({ anchor, heading, text }) => [anchor, heading, text])).toEqual([['', '', 'Alku'], ['k-sivu-2', 'Sivu 2', 'Teksti'], ['sivu-1', 'Sivu 1', 'Yksi'], ['sivu-2', 'Sivu 2', 'Kaksi']])
  for (const { anchor } of sections) if (anchor) expect(html).toContain(`id="${anchor}"`)
})

test('a later reading replaces the earlier one', () => {
  const first = withFile(base, shown({ state: 'waiting', reading: reading([]) }))
  expect(first.html).toContain('Tekstiä luetaan')
  expect(withFile(withFile(first, shown()), shown({ reading: reading(['Kolme']) }))).toEqual(withFile(base, shown({ reading: reading(['Kolme']) })))
})

test('the words are in the language of the document, else in Finnish and marked so', () => {
  expect(withFile(base, shown({ lang: 'sv' })).html).toContain('<h3>Sida 1</h3>')
  const sami = withFile(base, shown({ lang: 'se' })).html
  expect(sami).toContain('<section id="tiedosto" aria-labelledby="tiedosto-h" lang="fi">')
  expect(withFile(base, shown({ file: { id: 'f1', name: 'a.docx', mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', size: 1 }, reading: reading(['x'], 'part') })).html).not.toContain('#page=')
})

test('a long page is shown by its beginning, cut at a word', () => {
  expect(withFile(base, shown({ reading: reading(['kirjasto '.repeat(50)]) })).html).toContain(`<p>${'kirjasto '.repeat(13)}…`)
  expect(withFile(base, shown({ reading: reading(['𝒂'.repeat(500)]) })).html).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
})

test('M-1: nothing that a file holds, nor its name, becomes markup', () => {
  for (const { text: vector } of VECTORS) {
    const { html } = withFile({ html: '', sections: [] }, shown({ file: { id: 'f1', name: vector.toWellFormed(), mime: 'application/pdf', size: 1 }, reading: { parts: numbered('sheet', [{ heading: vector, text: vector }]), pages: 1, checks: [] } }))
    const tags = [...html.matchAll(/<(\/?[a-z][a-z0-9]*)([^<>]*)>/gi)]
    expect(tags.map(([, name]) => name!.replace('/', '')).filter((name) => !['section', 'div', 'h2', 'h3', 'p', 'a', 'span', 'ol', 'li'].includes(name)), vector).toEqual([])
    expect(html.match(/[<>]/g)!.length, vector).toBe(tags.length * 2)
    expect(tags.filter(([, , attributes]) => / on|style=|javascript:/i.test(attributes!.replace(/"[^"]*"/g, '""'))), vector).toEqual([])
  }
})
