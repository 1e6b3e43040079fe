import { expect, test } from 'vitest'
import { fileSize, fileWord } from './file-words.ts'
import { textFor } from './item-link.ts'
import { leadText, readingMinutes } from './lead-text.ts'
import { normalRoles, roleWord } from './roles.ts'
import { subjectWord } from './subject-word.ts'

test('roles are stored as Finnish words in small letters, once each; unknown ones are kept', () => {
  expect(normalRoles(['Kirjastoautot', 'kirjastoauto', ' Uusi  työntekijä ', 'Esihenkilo\u0308t', 'talonmies', '', '__proto__'])).toEqual(['kirjastoauto', 'uusi työntekijä', 'esihenkilöt', 'talonmies', '__proto__'])
  expect(roleWord('uusi työntekijä', 'sv')).toEqual({ label: 'nyanställd', lang: null })
  expect(roleWord('esihenkilöt', 'se')).toEqual({ label: 'esihenkilöt', lang: 'fi' })
  expect(roleWord('talonmies', 'en')).toEqual({ label: 'talonmies', lang: 'fi' })
})

test('a subject is shown in the viewer’s language, or in Finnish and marked as such', () => {
  const subject = { label: 'kirjastokortit', label_sv: 'bibliotekskort', label_en: '' }
  expect(subjectWord(subject, 'sv')).toEqual({ label: 'bibliotekskort', lang: null })
  expect(subjectWord(subject, 'en')).toEqual({ label: 'kirjastokortit', lang: 'fi' })
  expect(subjectWord(subject, 'fi')).toEqual({ label: 'kirjastokortit', lang: null })
})

test('a text is chosen in the viewer’s language, else the original, whatever the order', () => {
  const texts = [{ lang: 'en' }, { lang: 'fi' }]
  expect(textFor(texts, 'en', 'fi')).toEqual({ lang: 'en' })
  expect(textFor(texts, 'sv', 'fi')).toEqual({ lang: 'fi' })
  expect(textFor([], 'sv', 'fi')).toBeUndefined()
})

const section = (text: string) => ({ anchor: 'k-a', heading: '', level: 2, text })
test('the lead is the first line, cut at a word', () => {
  expect(leadText([section(''), section('Yksi kaksi.\nToinen rivi')])).toBe('Yksi kaksi.')
  expect(leadText([section('yksi kaksi kolme')], 12)).toBe('yksi kaksi …')
  expect(leadText([])).toBe('')
})

test('reading takes at least a minute', () => {
  expect(readingMinutes([])).toBe(1)
  expect(readingMinutes([section('sana '.repeat(161))])).toBe(2)
})

test('files are named by what people call them, with sizes in the units of the viewer’s language', () => {
  expect(fileWord({ mime: 'application/pdf', name: 'a' })).toBe('PDF')
  expect(fileWord({ mime: 'application/zip', name: 'kuvat.zip' })).toBe('ZIP')
  expect(fileSize(84_012, 'fi')).toBe('84 kt')
  expect(fileSize(1_230_000, 'en')).toBe('1,2 MB')
  expect(fileSize(0, 'sv')).toBe('1 kB')
})
