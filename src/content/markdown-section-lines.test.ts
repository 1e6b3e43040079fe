import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { renderMarkdown } from './markdown.ts'
import { linesBetween, sectionLines, withLines } from './markdown-section-lines.ts'

const LINKS = { item: () => ({ href: '/' }), image: () => '/' }
const SAMPLES = ['db/sample/items', 'db/sample/qa'].flatMap((folder) => readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8').replace(/^---\n.*?\n---\n/s, '')))

test('every section of the sample library is found in its Markdown under the anchor that the page gives it', () => {
  let count = 0
  for (const body of SAMPLES) {
    const shown = renderMarkdown(body, LINKS).sections.filter(({ level }) => level > 0), written = sectionLines(body, 'fi')
    expect(written.map(({ anchor }) => anchor)).toEqual(shown.map(({ anchor }) => anchor))
    for (const { from, heading } of written) expect(body.split('\n')[from]).toContain(heading)
    count += written.length
  }
  expect(count).toBeGreaterThan(200)
})

const BODY = 'Alku.\n\n## Ensin\n\nA\n\n### Sitten\n\nB {{kuntaliite: maksu | euroa}}\n\n```\n## ei otsikko\n```\n\n> ## ei tämäkään\n\nKolmas\n------\n\nC\n\n## Ensin\nD'
test('a section holds its parts, code and quotes begin none, and headings of one name have anchors of their own', () => {
  const found = sectionLines(BODY, 'fi'), text = (n: number) => linesBetween(BODY, found[n]!.from, found[n]!.to)
  expect(found.map(({ anchor }) => anchor)).toEqual(['k-ensin', 'k-sitten', 'k-kolmas', 'k-ensin-2'])
  expect(text(0)).toMatch(/^## Ensin[\s\S]*ei tämäkään\n$/)
  expect(text(1)).toMatch(/^### Sitten[\s\S]*ei tämäkään\n$/)
  expect([text(2), text(3)]).toEqual(['Kolmas\n------\n\nC\n', '## Ensin\nD'])
})

test('other lines take their place, and everything around them stays to the letter', () => {
  const [first] = sectionLines(BODY, 'fi'), at = { from_line: first!.from, to_line: first!.to }
  const changed = withLines(BODY, at, '## Ensin\n\nUusi.\n\n\n')
  expect(changed).toBe(`Alku.\n\n## Ensin\n\nUusi.\n\n${linesBetween(BODY, first!.to, 99)}`)
  expect(withLines(BODY, at, linesBetween(BODY, first!.from, first!.to))).toBe(BODY)
  expect(withLines(BODY, { from_line: 0, to_line: BODY.split('\n').length }, 'Kaikki')).toBe('Kaikki')
})
