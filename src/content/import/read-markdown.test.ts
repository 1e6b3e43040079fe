import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { imagePaths } from './local-files.ts'
import { readMarkdown } from './read-markdown.ts'
import { PageRefused } from './source-page.ts'

const read = (text: string, name = 'ohjeet/kortti') => readMarkdown(Buffer.from(text), name)
const refusal = (text: string) => { try { read(text); return 'taken' } catch (error) { expect(error).toBeInstanceOf(PageRefused); return (error as Error).message } }

describe('a Markdown file', () => {
  test('with front matter is a page with its facts', () => {
    const page = read(`---
id: ASP-01
title: "Kirjastokortin antaminen"
kind: käytäntö
lang: fi
owner: Asiakaspalveluryhmän vetäjä
review_months: 24
subjects: [kirjastokortit, { label: maksut, sv: avgifter, en: charges, yso: "http://www.yso.fi/onto/yso/p2244" }]
roles:
  - asiakaspalvelu
scope: [Inari, utsjoki]
statutory_task: pääsy aineistoihin
goals: [B3]
valid_days: 4
notice_type: häiriö
fields: [kirjasto]
source: ei lueta
---

Teksti.
`)
    expect(page).toEqual({
      externalId: 'ASP-01', lang: 'fi', isTranslation: false, summary: null, title: 'Kirjastokortin antaminen', body: 'Teksti.',
      facts: {
        kind: 'practice', owner: 'Asiakaspalveluryhmän vetäjä', reviewMonths: 24, roles: ['asiakaspalvelu'], municipalities: ['Inari', 'utsjoki'], statutoryTask: 'pääsy aineistoihin',
        subjects: [{ label: 'kirjastokortit' }, { label: 'maksut', labelSv: 'avgifter', labelEn: 'charges', yso: 'http://www.yso.fi/onto/yso/p2244' }],
        goals: ['B3'], validDays: 4, noticeType: 'outage', data: { fields: ['kirjasto'] },
      },
    })
  })

  test('without front matter gets its title from the first heading, else from its name, and its id and language from its name', () => {
    expect(read('# Kortin *antaminen*\n\nTeksti.')).toMatchObject({ title: 'Kortin antaminen', body: 'Teksti.', externalId: 'ohjeet/kortti', lang: 'fi', facts: {} })
    expect(read('Alku.\n\n## Ensin\n\nTeksti.')).toMatchObject({ title: 'Ensin', body: 'Alku.\n\n## Ensin\n\nTeksti.' })
    expect(read('Pelkkää tekstiä.', 'ohjeet/kortin_antaminen.sv')).toMatchObject({ title: 'kortin antaminen', externalId: 'ohjeet/kortin_antaminen', lang: 'sv' })
    expect(read('Text.', 'help.en-gb')).toMatchObject({ externalId: 'help', lang: 'en' })
    expect(read('---\nlang: nb-NO\n---\nTekst.')).toMatchObject({ lang: 'no' })
    expect(read('---\ntitle: Toinen\n---\n# Kortti\n\nTeksti.')).toMatchObject({ title: 'Toinen', body: '# Kortti\n\nTeksti.' })
    expect(read('---\ntranslation_of: ASP-01\nid: ASP-01\nlang: sv\n---\nText.')).toMatchObject({ externalId: 'ASP-01', lang: 'sv', isTranslation: true })
  })

  test('may begin with a byte order mark, end its lines as Windows does and write a rule where front matter would begin', () => {
    expect(read('\uFEFF---\r\ntitle: Kortti\r\n---\r\nRivi 1\r\nRivi 2\r\n')).toMatchObject({ title: 'Kortti', body: 'Rivi 1\nRivi 2' })
    expect(read('Alku\n\n---\n\nLoppu')).toMatchObject({ body: 'Alku\n\n---\n\nLoppu' })
  })

  test.each([
    ['---\ntitle: [auki\n---\nTeksti', 'Alkutietoja (front matter) ei voi lukea YAML-muodossa: tarkista rivi 2.'],
    ['---\ntitle: a\ntitle: b\n---\nTeksti', 'Alkutietoja (front matter) ei voi lukea YAML-muodossa: tarkista rivi 3.'],
    ['---\n- a\n---\nTeksti', 'Tiedot eivät ole muotoa nimi: arvo.'],
    ['---\na: &a [x]\nb: *a\n---\nTeksti', 'Alkutietoja (front matter) ei voi lukea YAML-muodossa.'],
    ['---\nkind: runo\n---\nTeksti', 'Lajia (kind) ei tunneta. Käytä jotakin näistä: ohje, käytäntö, viestipohja, tiedosto, perehdytyspolku, tiedote, ukk.'],
    ['---\nlang: klingon\n---\nTeksti', 'Kieltä (lang) ei tunneta. Käytä jotakin näistä: fi, sv, en, se, smn, sms, no.'],
    ['---\nreview_months: 5\n---\nTeksti', 'Tarkistusväli (review_months) on 0, 3, 6, 12 tai 24 kuukautta.'],
    ['---\nowner: { a: b }\n---\nTeksti', 'Kentän owner arvoa ei voi lukea.'],
    ['---\ntitle: Tyhjä\n---\n\n \n', 'Sivulla ei ole tekstiä.'],
    ['a'.repeat(1_000_001), 'Teksti on yli megatavun. Jaa se useaan sivuun.'],
    [`---\nx: ${'a'.repeat(60_000)}\n---\nTeksti`, 'Alkutiedot (front matter) ovat liian pitkät.'],
  ])('%# is refused with the reason', (text, reason) => {
    expect(refusal(text)).toBe(reason)
  })

  test('that is not UTF-8 is refused', () => {
    expect(() => readMarkdown(Buffer.from('pöytä', 'latin1'), 'a')).toThrow('Teksti ei ole UTF-8-muotoa.')
  })

  test('I-8: names of the language itself in front matter are only names', () => {
    read('---\n__proto__: { polluted: yes }\nconstructor: { prototype: { polluted: yes } }\nkind: ohje\n---\nTeksti')
    expect(refusal('---\nkind: __proto__\n---\nTeksti')).toMatch(/^Lajia/)
    expect(refusal('---\nkind: constructor\n---\nTeksti')).toMatch(/^Lajia/)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('any facts written as YAML come back as they were', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((text) => text.normalize('NFC').replace(/[\s\p{Cc}\p{Cf},]+/gu, ' ').trim()).filter((text) => text !== '' && text.isWellFormed())
    const facts = fc.record({
      title: word, owner: word, review_months: fc.constantFrom(0, 3, 6, 12, 24), roles: fc.array(word, { minLength: 1, maxLength: 5 }), goals: fc.array(word.map((text) => text.slice(0, 20).trim() || 'B3'), { minLength: 1, maxLength: 3 }),
      subjects: fc.array(word, { minLength: 1, maxLength: 5 }), kind: fc.constantFrom('guide', 'practice', 'qa'),
    })
    fc.assert(fc.property(facts, word, (given, body) => {
      const page = read(`---\n${stringify(given)}---\n${body}\n`)
      expect(page.title).toBe(given.title)
      expect(page.facts).toEqual({
        kind: given.kind, owner: given.owner, reviewMonths: given.review_months, roles: given.roles, goals: given.goals, subjects: given.subjects.map((label) => ({ label })),
      })
    }), { numRuns: 300 })
  })

  test('any text at all is taken or refused with a reason, never a fault', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('---\n', 'title: ', '[', '{', '&a ', '*a', '!!js ', '? ', '\t', '- ', 'kind:', '"', "'", '|\n', '%TAG', '# '))
    fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => { refusal(`---\n${pieces.join('')}\n---\nTeksti`) }), { numRuns: 1000 })
  })

  test.each(['![', '[', '# ', '#', ' ', '(', '![a](', '![a](b ', '---\n', '\\', '*', '`'])('a megabyte of %j is read in no time that anyone notices', (piece) => {
    const text = piece.repeat(Math.floor(1_000_000 / piece.length))
    for (const body of [text, `# a${text}x`, `![a](${text}`]) {
      refusal(body)
      imagePaths(body)
    }
  })
})
