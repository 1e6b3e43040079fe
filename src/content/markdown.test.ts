import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { renderMarkdown } from './markdown.ts'

const links = { item: (id: string) => (id.startsWith('ASP') ? { href: `/laavu/${id}` } : null), image: (path: string) => (path === 'kuvat/kortti.png' ? '/tiedosto/1/kortti.png' : null) }
const render = (text: string, lang?: string) => renderMarkdown(text, links, lang)
const htmlOf = (text: string, lang?: string) => render(text, lang).html

describe('headings', () => {
  test('each h2 begins a section with a stable id; what stands before the first one is outside', () => {
    expect(htmlOf('Johdanto.\n\n## Ensin\n\nTee näin.\n\n### Tarkemmin\n\nJa näin.\n\n## Sitten\n\nLopuksi.')).toBe(
      '<p>Johdanto.</p><section id="k-ensin" aria-labelledby="k-ensin-h"><div class="sec-tools"><h2 id="k-ensin-h">Ensin</h2></div><p>Tee näin.</p>'
      + '<h3 id="k-tarkemmin">Tarkemmin</h3><p>Ja näin.</p></section>'
      + '<section id="k-sitten" aria-labelledby="k-sitten-h"><div class="sec-tools"><h2 id="k-sitten-h">Sitten</h2></div><p>Lopuksi.</p></section>')
  })

  test.each([
    ['# a\n## b\n### c\n#### d', ['h2', 'h3', 'h4', 'h4']],
    ['## a\n#### b\n### c', ['h2', 'h3', 'h3']],
    ['#### a\n#### b\n## c\n### d', ['h2', 'h2', 'h2', 'h3']],
    ['Otsikko\n===\nToinen\n---', ['h2', 'h3']],
  ])('no level is skipped and none is an h1: %j', (text, levels) => {
    expect([...htmlOf(text).matchAll(/<(h\d)/g)].map(([, name]) => name)).toEqual(levels)
  })

  test('an empty heading is left out, and one inside a quote or a list is not part of the outline', () => {
    expect(htmlOf('## \n\n> ## Lainattu\n\n- # Listassa')).toBe('<blockquote><p><strong>Lainattu</strong></p></blockquote><ul><li><p><strong>Listassa</strong></p></li></ul>')
  })
})

describe('lists', () => {
  test('an ordered list in a section is steps and keeps its start; a nested one and one in a callout are ordinary', () => {
    expect(htmlOf('3. a\n   1. b\n4. c')).toBe('<ol class="steps" role="list" start="3"><li><div>a<ol><li>b</li></ol></div></li><li><div>c</div></li></ol>')
    expect(htmlOf('> [!vinkki]\n> 1. a')).toContain('<ol><li>a</li></ol>')
  })

  test('a task is a sign and a word, not a nameless checkbox', () => {
    expect(htmlOf('- [ ] tilaa\n- [x] hae')).toBe('<ul><li class="task"><span aria-hidden="true">☐ </span><span class="vh">Tekemättä: </span>tilaa</li>'
      + '<li class="task"><span aria-hidden="true">☑ </span><span class="vh">Tehty: </span>hae</li></ul>')
    expect(htmlOf('- [x] fetch\n\n- [ ] order', 'en')).toContain('<li class="task"><p><span aria-hidden="true">☑ </span><span class="vh">Done: </span>fetch</p></li>')
  })
})

describe('tables', () => {
  test('a table is a sheet that folds and scrolls, named after its section, with headings for columns and rows', () => {
    expect(htmlOf('## Maksut\n\n| Asia | Hinta |\n|---|---:|\n| Kortti | 3 € |\n| | 5 € |')).toContain(
      '<div class="sheet scroll" role="group" tabindex="0" aria-label="Taulukko: Maksut"><table class="fold"><caption class="vh">Maksut</caption>'
      + '<thead><tr><th scope="col">Asia</th><th scope="col" class="end">Hinta</th></tr></thead>'
      + '<tbody><tr><th scope="row">Kortti</th><td data-l="Hinta" class="end">3 €</td></tr><tr><td data-l="Asia"></td><td data-l="Hinta" class="end">5 €</td></tr></tbody></table></div>')
  })

  test('an empty corner is no heading, and a table before any heading is named by the word alone', () => {
    expect(htmlOf('| | B |\n|---|:-:|\n| c | d |')).toBe('<div class="sheet scroll" role="group" tabindex="0" aria-label="Taulukko"><table class="fold">'
      + '<thead><tr><td></td><th scope="col" class="center">B</th></tr></thead><tbody><tr><th scope="row">c</th><td data-l="B" class="center">d</td></tr></tbody></table></div>')
  })
})

describe('links and images', () => {
  test('laavu: links lead to the item, also to its section; an unknown one is shown as broken; each is told once', () => {
    const { html, links: ids } = render('[kortti](laavu:ASP-01), [kysy](laavu:ASP-02#kun-kortti-on-hukassa), [vanha](laavu:HEN-99), [taas](laavu:ASP-01)')
    expect(html).toBe('<p><a href="/laavu/ASP-01">kortti</a>, <a href="/laavu/ASP-02#k-kun-kortti-on-hukassa">kysy</a>, '
      + '<span class="missing-link">vanha<span class="bad"> (linkin kohde puuttuu)</span></span>, <a href="/laavu/ASP-01">taas</a></p>')
    expect(ids).toEqual(['ASP-01', 'ASP-02', 'HEN-99'])
  })

  test('a link within the page finds the heading by its words', () => {
    expect(htmlOf('[ks. alla](#Älä-unohda)\n\n## Älä unohda')).toContain('<a href="#k-ala-unohda">ks. alla</a></p><section id="k-ala-unohda"')
  })

  test('a link without words shows its address, and one in a link is words', () => {
    expect(htmlOf('[](https://finna.fi)')).toBe('<p><a href="https://finna.fi" rel="noopener noreferrer ugc">https://finna.fi</a></p>')
    expect(htmlOf('[katso ![k](https://a.fi/k.png)](https://finna.fi)')).toBe('<p><a href="https://finna.fi" rel="noopener noreferrer ugc">katso k</a></p>')
  })

  test('a scheme that is not for the web leaves the words', () => expect(htmlOf('[asetukset](ms-settings:privacy)')).toBe('<p>asetukset</p>'))

  test('a stored image is shown, one that is not stored is named as missing, and both are told', () => {
    const { html, images } = render('![Kortin etupuoli](kuvat/kortti.png)\n\n![Kartta](kuvat/kartta.png)')
    expect(html).toBe('<p><img src="/tiedosto/1/kortti.png" alt="Kortin etupuoli" loading="lazy"></p>'
      + '<p><span class="missing-link">Kartta<span class="bad"> (kuva puuttuu)</span></span></p>')
    expect(images).toEqual(['kuvat/kortti.png', 'kuvat/kartta.png'])
  })
})

describe('HTML in the text', () => {
  test('harmless tags stay without their attributes, and lang and dir with them', () => {
    expect(htmlOf('H<sub class="x">2</sub>O, <kbd>Ctrl</kbd><br/><span lang="se" onclick="x">girjerádju</span> <span dir="rtl" lang="a_b">x</span>')).toBe(
      '<p>H<sub>2</sub>O, <kbd>Ctrl</kbd><br><span lang="se">girjerádju</span> <span dir="rtl">x</span></p>')
  })

  test('a passage in another language and a part that opens hold Markdown', () => {
    expect(htmlOf('<div lang="sv">\n\n**Hej**\n\n</div>\n\n<details>\n<summary>Lisää</summary>\n\n- a\n\n</details>')).toBe(
      '<div lang="sv"><p><strong>Hej</strong></p></div><details>\n<summary>Lisää</summary><ul><li>a</li></ul></details>')
  })

  test('names in angle brackets that are no HTML are text', () => {
    expect(htmlOf('Anna <käyttäjän nimi> ja <MailboxName>.')).toBe('<p>Anna &lt;käyttäjän nimi&gt; ja &lt;MailboxName&gt;.</p>')
  })

  test('other tags go and their words stay, scripts and comments go whole', () => {
    expect(htmlOf('a <font color=red>b</font> <script>c</script><!-- d --> e')).toBe('<p>a b c e</p>')
    expect(htmlOf('<script>c</script>\n<!-- d -->\n<ul><li>e</li><li>f</li></ul>')).toBe('\n\n  e  f  ')
  })
})

describe('the sample', () => {
  const folder = 'db/sample/items'
  test.each(readdirSync(folder).filter((name) => name.endsWith('.md')))('%s renders without leftovers of Markdown', (name) => {
    const { html, sections, slots } = render(readFileSync(`${folder}/${name}`, 'utf8').replace(/^---\n[\s\S]*?\n---\n/, ''), name.split('.')[1] === 'md' ? 'fi' : name.split('.')[1])
    expect(html).not.toMatch(/\*\*|\[!|\]\(|kuntaliite:|^\s*\||class="plain"/m)
    expect(sections.length).toBeGreaterThan(1)
    expect(html.match(/class="(?:local )?slot"/g)?.length ?? 0).toBe(slots.length)
  })
})
