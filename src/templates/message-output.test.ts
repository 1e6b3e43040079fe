import { expect, test } from 'vitest'
import { mailtoLink, toHtml, toOneLine, toPlainText } from './message-output.ts'

test('HTML has paragraphs, line breaks, and lists of the lines that begin with a dash', () => {
  const address = { text: 'https://a.fi?b&c', field: 'osoite', href: 'https://a.fi/?b&c' }
  expect(toHtml([{ text: 'Voit toimia näin:\n- Uusi lainasi: ' }, address, { text: '\n- Kysy\nloppu\nloppu 2\n\nSyy' }])).toBe([
    '<p>Voit toimia näin:</p>',
    '<ul><li>Uusi lainasi: <a href="https://a.fi/?b&amp;c">https://a.fi?b&amp;c</a></li><li>Kysy</li></ul>',
    '<p>loppu<br>loppu 2</p>', '<p>Syy</p>',
  ].join('\n'))
})

test('a Finnish name in another language is marked, and a missing value is highlighted', () => {
  expect(toHtml([{ text: 'Inarin kirjasto', field: 'k', language: 'fi' }, { text: ' ' }, { text: '«SYY»', field: 's', missing: true }]))
    .toBe('<p><span lang="fi">Inarin kirjasto</span> <mark>«SYY»</mark></p>')
})

test('markup in a value or in the template is shown, not obeyed', () => {
  expect(toHtml([{ text: '<b>' }, { text: '"><script>alert(1)</script>', field: 'a' }]))
    .toBe('<p>&lt;b&gt;&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>')
})

test('nothing makes no paragraph', () => {
  expect(toHtml([])).toBe('')
})

test('I-12: a subject is one line, whatever a value holds', () => {
  const pieces = [{ text: 'Kirjasto: ' }, { text: 'a\r\nBcc: b@c.fi\n\nd', field: 'a' }]
  expect(toOneLine(pieces)).toBe('Kirjasto: a Bcc: b@c.fi d')
  expect(toPlainText(pieces)).toBe('Kirjasto: a\r\nBcc: b@c.fi\n\nd')
})

test('a mail link holds subject and text, and nothing in them adds to it', () => {
  expect(mailtoLink('Hei & terve?', 'ä\n&cc=x@y.fi')).toBe('mailto:?subject=Hei%20%26%20terve%3F&body=%C3%A4%0D%0A%26cc%3Dx%40y.fi')
})
