import { expect, test } from 'vitest'
import { renderMarkdown } from './markdown.ts'

const render = (text: string, lang?: string) => renderMarkdown(text, { item: () => ({ href: '/laavu/x' }), image: () => null }, lang)
const PIN = '<svg aria-hidden="true"><use href="/static/icons.svg#pin"></use></svg>'

test('a slot alone on its line is a box that says what the municipality writes there', () => {
  expect(render('{{kuntaliite: Ehdot | ikäraja & omatoimiajat}}')).toMatchObject({
    html: `<div class="local slot"><header><b>${PIN}Ehdot</b><span class="bad">Kuntaliite puuttuu</span></header>`
      + '<div><p><span class="muted">Kunta kirjoittaa tähän:</span> ikäraja &amp; omatoimiajat</p></div></div>',
    slots: [{ name: 'Ehdot', description: 'ikäraja & omatoimiajat' }],
  })
})

test('a slot in a line, a list or a callout is a marked place in it, in the language of the text', () => {
  const place = (words: string, rest: string) => `<span class="slot">${PIN}<span class="bad"${words}</span> ${rest}</span>`
  expect(render('Valitse verkko. {{kuntaliite: Wifi | verkon nimi}}').html).toBe(`<p>Valitse verkko. ${place('>Kuntaliite puuttuu:', 'Wifi – verkon nimi')}</p>`)
  expect(render('- {{kuntaliite: Hinta}}', 'en').html).toBe(`<ul><li>${place('>Municipal supplement missing:', 'Hinta')}</li></ul>`)
  expect(render('- {{kuntaliite: Hinta}}', 'se').html).toBe(`<ul><li>${place(' lang="fi">Kuntaliite puuttuu:', 'Hinta')}</li></ul>`)
  expect(render('> [!huomio]\n> {{kuntaliite: Hinta}}').html).toContain(`<p>${place('>Kuntaliite puuttuu:', 'Hinta')}</p>`)
})

test('the bar and the marks in a slot are its own: it does not end a table cell or begin emphasis', () => {
  const { html, slots } = render('| a | b |\n|---|---|\n| *c* {{kuntaliite: E_f_ | g *h* | x}} | i |')
  expect(html).toContain('</span> E_f_ – g *h* | x</span></th><td data-l="b">i</td></tr>')
  expect(slots).toEqual([{ name: 'E_f_', description: 'g *h* | x' }])
})

test('slots are told once each, in order; one in code, in an address or after a backslash stays as text', () => {
  const { html, slots } = render('{{kuntaliite: B | b}} {{ Kuntaliite: A }} {{kuntaliite: B | toinen}}\n\n`{{kuntaliite: C | c}}` \\{{kuntaliite: D | d}} [x](laavu:{{kuntaliite:E}})')
  expect(slots).toEqual([{ name: 'B', description: 'b' }, { name: 'A', description: '' }])
  expect(html).toContain('<code>{{kuntaliite: C | c}}</code> {{kuntaliite: D | d}} ')
})

test('a slot without a name, and other braces, are text', () => {
  expect(render('{{kuntaliite: }} {{kuntaliite}} {{muu: a | b}}')).toMatchObject({ html: '<p>{{kuntaliite: }} <span class="var">{{kuntaliite}}</span> {{muu: a | b}}</p>', slots: [] })
})
