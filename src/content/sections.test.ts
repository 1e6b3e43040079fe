import { describe, expect, test } from 'vitest'
import { renderMarkdown } from './markdown.ts'
import { Anchors, anchorOf, Outline } from './sections.ts'

const links = { item: () => ({ href: '/laavu/x' }), image: (path: string) => (path === 'kuva.png' ? '/tiedosto/1/kuva.png' : null) }
const sectionsOf = (text: string) => renderMarkdown(text, links).sections

describe('anchors', () => {
  test('are made of the words in plain letters, Sámi letters too, and begin with k-', () => {
    expect(anchorOf('Älä koskaan: Åbo & Öölanti')).toBe('k-ala-koskaan-abo-oolanti')
    expect(anchorOf('Čáhcesuolu, Ŋ đ ŧ ž Ǯ')).toBe('k-cahcesuolu-n-d-t-z-z')
    expect(anchorOf('Привет')).toBe('k-kohta')
  })

  test('are unique, the ids of h2 elements included', () => {
    const anchors = new Anchors()
    expect(['Kysy', 'Kysy', 'Kysy 2', 'Kysy', 'Kysy h', 'Привет', 'Привет'].map((heading) => anchors.next(heading))).toEqual(
      ['k-kysy', 'k-kysy-2', 'k-kysy-2-2', 'k-kysy-3', 'k-kysy-h-2', 'k-kohta', 'k-kohta-2'])
  })

  test('in the list of sections are those in the HTML', () => {
    const { html, sections } = renderMarkdown('## Ota **yhteyttä**\n\na\n\n### Ota yhteyttä\n\nb\n\n## [Ohje](laavu:X) &amp; muuta', links)
    expect(sections.map(({ anchor, heading, level }) => [anchor, heading, level])).toEqual(
      [['k-ota-yhteytta', 'Ota yhteyttä', 2], ['k-ota-yhteytta-2', 'Ota yhteyttä', 3], ['k-ohje-muuta', 'Ohje & muuta', 2]])
    for (const { anchor } of sections) expect(html.split(`id="${anchor}"`)).toHaveLength(2)
  })
})

test('an outline never skips a level', () => {
  const outline = new Outline()
  expect([3, 6, 5, 3, 1, 2, 3, 4].map((depth) => outline.level(depth))).toEqual([2, 3, 3, 2, 2, 3, 4, 4])
})

describe('the text of a section', () => {
  test('is one line for each block, without markup', () => {
    expect(sectionsOf('Alku.\n\n## A\n\nRivi yksi\njatkuu &auml;&#228; **näin**.\n\n- eka\n- toka\n  1. sisäinen\n\n### Kohta\n\n#### Väliotsikko\n\n> lainaus\n\n`koodi`  ja <b>b</b><br>uusi rivi')).toEqual([
      { anchor: '', heading: '', level: 0, text: 'Alku.' },
      { anchor: 'k-a', heading: 'A', level: 2, text: 'Rivi yksi jatkuu ää näin.\neka\ntoka\nsisäinen' },
      { anchor: 'k-kohta', heading: 'Kohta', level: 3, text: 'Väliotsikko\nlainaus\nkoodi ja b\nuusi rivi' },
    ])
  })

  test('holds the rows of a table, the words of images and what a slot asks for', () => {
    expect(sectionsOf('## A\n\n| Asia | Hinta |\n|---|---|\n| Kortti | 3 < 5 € |\n\n![Kortin kuva](kuva.png)\n\n{{kuntaliite: Hinta | euroina}}\n\n- {{kuntaliite: Wifi | verkon nimi}}')[0]!.text).toBe(
      'Asia – Hinta\nKortti – 3 < 5 €\nKortin kuva\nHinta\neuroina\nWifi – verkon nimi')
  })

  test('leaves out the words that rendering adds', () => {
    expect(sectionsOf('> [!huomio]\n> Sulje ovi.\n\n- [x] tehty\n\n![Kartta](puuttuu.png)')).toEqual([{ anchor: '', heading: '', level: 0, text: 'Sulje ovi.\ntehty\nKartta' }])
  })

  test('of an empty body is no section at all; a heading alone is one', () => {
    expect(sectionsOf(' \n\n')).toEqual([])
    expect(sectionsOf('## Tulossa')).toEqual([{ anchor: 'k-tulossa', heading: 'Tulossa', level: 2, text: '' }])
  })
})
