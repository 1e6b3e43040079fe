import { expect, test } from 'vitest'
import { renderMarkdown } from './markdown.ts'

const htmlOf = (text: string, lang = 'fi') => renderMarkdown(text, { item: () => null, image: () => null }, lang).html
const note = (look: string, word: string, rest: string) =>
  `<div class="note ${look}"><svg aria-hidden="true"><use href="/static/icons.svg#${look}"></use></svg><div><p class="h"${word}</p>${rest}</div></div>`

test.each([
  ['huomio', 'warn', 'Huomio'], ['HUOMIO', 'warn', 'Huomio'], ['vinkki', 'info', 'Vinkki'], ['tärkeää', 'stop', 'Tärkeää'], ['Tarkeaa', 'stop', 'Tärkeää'],
  ['NOTE', 'info', 'Tiedoksi'], ['TIP', 'info', 'Vinkki'], ['IMPORTANT', 'stop', 'Tärkeää'], ['WARNING', 'warn', 'Huomio'], ['obs', 'warn', 'Huomio'],
])('[!%s] is a note of the look %s with the word %s', (mark, look, word) => {
  expect(htmlOf(`> [!${mark}]\n> Sulje **ovi**.`)).toBe(note(look, `>${word}`, '<p>Sulje <strong>ovi</strong>.</p>'))
})

test('the word is in the language of the text, and Finnish marked as such where there is none', () => {
  expect(htmlOf('> [!tärkeää]\n> Stäng dörren.', 'sv')).toBe(note('stop', '>Viktigt', '<p>Stäng dörren.</p>'))
  expect(htmlOf('> [!huomio]\n> Close the door.', 'en')).toBe(note('warn', '>Attention', '<p>Close the door.</p>'))
  expect(htmlOf('> [!huomio]\n> Girjerádju.', 'se')).toBe(note('warn', ' lang="fi">Huomio', '<p>Girjerádju.</p>'))
})

test('a callout holds lists, text beside its mark, and nothing at all', () => {
  expect(htmlOf('> [!vinkki]\n> - a\n> - b')).toBe(note('info', '>Vinkki', '<ul><li>a</li><li>b</li></ul>'))
  expect(htmlOf('> [!vinkki] heti\n> perään')).toBe(note('info', '>Vinkki', '<p>heti\nperään</p>'))
  expect(htmlOf('> [!vinkki]  \n> **rivi**')).toBe(note('info', '>Vinkki', '<p><strong>rivi</strong></p>'))
  expect(htmlOf('> [!vinkki]')).toBe(note('info', '>Vinkki', ''))
})

test.each(['constructor', '__proto__', 'VIDEO https://a.fi', 'huomion'])('[!%s] is no callout: the quote stays as it is written', (mark) => {
  expect(htmlOf(`> [!${mark}]\n> teksti`)).toMatch(/^<blockquote><p>\[!/)
})
