import { describe, expect, test } from 'vitest'
import { testAnalyser } from './test-dictionary.ts'

const analyser = testAnalyser()
const analysed = (word: string) => {
  const { known, bases, parts } = analyser.word(word, 'fi')
  return `${known ? '' : '? '}${bases.join(' ')} | ${parts.join(' ')}`.trim()
}

describe('a Finnish word', () => {
  test.each([
    ['kirjastokorttia', 'kirjastokortti | kirjasto kortti'],
    ['myöhästymismaksuista', 'myöhästymismaksu myöhästymismaksuinen | myöhästyminen myöhästyä maksu maksuinen'],
    ['kirjastoautossa', 'kirjastoauto | kirjasto auto'],
    ['lastenosastolla', 'lastenosasto | lapsi osasto'],
    ['koltansaamea', 'koltansaame | koltta saame'],
    ['henkilötunnuksella', 'henkilötunnus | henkilö tunnus'],
    ['yhtätoista', 'yhtätoista | yksi toista'],
  ])('%s: base form and the parts of the compound', (word, expected) => {
    expect(analysed(word)).toBe(expected)
  })

  test.each([
    ['asiakaspalvelupisteessä', 'asiakaspalvelupiste | asiakas asiakaspalvelu palvelu palvelupiste palvella piste'],
    ['kaukopalvelumaksut', 'kaukopalvelumaksu | kauko kaukopalvelu palvelu palvelumaksu palvella maksu'],
    ['omatoimikirjasto', 'omatoimikirjasto | oma omatoimi toimi toimikirjasto kirjasto'],
  ])('%s: every run of neighbouring parts is a part', (word, expected) => {
    expect(analysed(word)).toBe(expected)
  })

  test.each([
    ['lainaaminen', 'lainaaminen lainata |'],
    ['lainattuja', 'lainattu lainata |'],
    ['palautettavat', 'palautettava palauttaa |'],
    ['myöhästynyt', 'myöhästynyt myöhästyä |'],
  ])('%s: a participle or -minen word is also its verb', (word, expected) => {
    expect(analysed(word)).toBe(expected)
  })

  test.each([
    ['lainausta', 'lainaus | lainata'],
    ['varauksensa', 'varaus | varata'],
    ['saavutettavuudesta', 'saavutettavuus | saavuttaa saavutettava'],
    ['työntekijöiden', 'työntekijä | työ tekijä tehdä'],
    ['ylitorniolainen', 'ylitorniolainen | yli torniolainen tornio ylitornio'],
  ])('%s: the word that it is derived from is a part', (word, expected) => {
    expect(analysed(word)).toBe(expected)
  })

  test.each([
    ['kuusi', 'kuu kuusi |'],
    ['voi', 'voida voi |'],
    ['alusta', 'alku alus alunen alusta alustaa |'],
    ['nuorten', 'nuori |'],
  ])('%s: all base forms that it may have stay', (word, expected) => {
    expect(analysed(word)).toBe(expected)
  })

  test('a name does not count as part of a compound beside a common word', () => {
    expect(analysed('tupakka-alan')).toBe('tupakkaala | tupakka ala')
    expect(analysed('lapin')).toBe('lappi |')
  })

  test('the reading with the fewest parts counts', () => {
    expect(analysed('lainaava')).toBe('lainaava lainata |')
    expect(analysed('viikonloppuisin')).toBe('viikonloppuinen | viikko loppuinen loppu')
  })

  test.each([
    ['saako', 'saada |'],
    ['lainataanko', 'lainata |'],
    ['kirjastokorttikin', 'kirjastokortti | kirjasto kortti'],
    ['menisimmeköhän', 'mennä |'],
    ['kirjassani', 'kirja |'],
  ])('%s: question, clitic and possessive endings come off', (word, expected) => {
    expect(analysed(word)).toBe(expected)
  })

  test.each([
    ['rovaniemellä', 'rovaniemi |'],
    ['utsjoen', 'utsjoki |'],
    ['enontekiöllä', 'enontekiö |'],
    ['inarissa', 'inari |'],
  ])('%s: a place name stays whole', (word, expected) => {
    expect(analysed(word)).toBe(expected)
  })

  test.each([
    ['aamu-unisille', 'aamuuninen | aamu uninen uni'],
    ['pdf-tiedostoja', 'pdftiedosto | pdf tiedosto'],
    ['tila-varaus', 'tilavaraus | tila varaus varata'],
    ['asiakas‑palvelussa', 'asiakaspalvelu | asiakas palvelu palvella'],
    ['2020-luvun', '2020luku | 2020 luku'],
    ['finna-opastusta', '? finnaopastus | finna zfifin opastus opastaa'],
  ])('%s: a hyphen divides parts and is no part of the base form', (word, expected) => {
    expect(analysed(word)).toBe(expected)
  })

  test.each([
    ['EU:n', 'eu |'],
    ['PIN:iä', '? pin |'],
    ['10:00', '10 |'],
    ["vaa'an", 'vaaka |'],
    ['show’n', 'show |'],
  ])('%s: a colon cuts the ending off, an apostrophe does not matter', (word, expected) => {
    expect(analysed(word)).toBe(expected)
  })

  test('numbers and codes are themselves', () => {
    expect(['2024', 'h2o', '9f86d081884c7d65'].map(analysed)).toEqual(['? 2024 |', '? h2o |', '? 9f86d081884c7d65 |'])
  })

  test('an unknown beginning before a known end makes a compound, from eight letters', () => {
    expect(analysed('bloggerikirjastossa')).toContain('bloggerikirjasto')
    expect(analyser.word('bloggerikirjastossa', 'fi').parts).toEqual(expect.arrayContaining(['kirjasto']))
    expect(analyser.word('lapinkirjastossa', 'fi')).toMatchObject({ known: false, parts: ['kirjasto', 'lappi'] })
    expect(analyser.word('xkirja', 'fi').parts).toEqual([])
  })

  test.each([
    ['celiasta', 'celia'], ['celialla', 'celia'], ['finnaan', 'finna'], ['finnan', 'finna'], ['kohassa', 'koha'], ['overdrivessa', 'overdrive'],
    ['bookbeatin', 'bookbeat'], ['bookbeatista', 'bookbeat'], ['iglesiaksen', 'iglesias'], ['jerseyhin', 'jersey'],
  ])('%s: an unknown name meets its dictionary form %s', (inflected, name) => {
    expect(analyser.word(inflected, 'fi').bases).toContain(name)
    expect(analyser.word(name, 'fi').bases).toContain(name)
  })
})
