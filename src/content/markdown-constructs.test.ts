import { expect, test } from 'vitest'
import { renderMarkdown } from './markdown.ts'

/**
 * One or more examples of each construct of CommonMark 0.31 and of GitHub's tables, written for this test in the order of that
 * description; its own examples are in commonmark.test.ts. What differs from it on purpose is at the end, each with the reason.
 */
const links = { item: () => null, image: (path: string) => (path === 'kuva.png' ? '/tiedosto/1/kuva.png' : null) }
const htmlOf = (text: string) => renderMarkdown(text, links).html

const SAME: [string, string, string][] = [
  ['a tab is four columns', '-\ta\n\n\tb', '<ul><li><p>a</p><p>b</p></li></ul>'],
  ['a backslash makes a sign plain', '\\*ei\\* \\# \\[x\\] \\\\', '<p>*ei* # [x] \\</p>'],
  ['a backslash before a letter is itself', 'a\\b', '<p>a\\b</p>'],
  ['entities are their signs', '&auml; &copy; &#228; &#xE4; &nope;', '<p>ä © ä ä &amp;nope;</p>'],
  ['a block comes before what is inside a line', '- `a\n- b`', '<ul><li>`a</li><li>b`</li></ul>'],
  ['a rule', 'a\n\n***\n\n- - -\n\n___', '<p>a</p><hr><hr><hr>'],
  ['a code block by indentation', 'a\n\n    <b>\n\n    *c*', '<p>a</p><pre><code>&lt;b&gt;\n\n*c*</code></pre>'],
  ['a fenced code block, also unclosed', '```\n*a* <b>\n```\n\n~~~~\n~~~\n\nb', '<pre><code>*a* &lt;b&gt;</code></pre><pre><code>~~~\n\nb</code></pre>'],
  ['the reference of a link, defined later and written in another case', '[Opas][ä]\n\n[Ä]: https://a.example "Nimi"', '<p><a href="https://a.example">Opas</a></p>'],
  ['the first of two references counts', '[a]\n\n[a]: https://a.example\n[a]: https://b.example', '<p><a href="https://a.example">a</a></p>'],
  ['a paragraph goes over lines and loses spaces at their beginnings', 'a\n   b\nc', '<p>a\n   b\nc</p>'],
  ['blank lines divide, however many', 'a\n\n\n\nb', '<p>a</p><p>b</p>'],
  ['a quotation, its lazy second line and one inside another', '> a\nb\n>\n> > c', '<blockquote><p>a\nb</p><blockquote><p>c</p></blockquote></blockquote>'],
  ['a list with three bullets is three lists', '- a\n+ b\n* c', '<ul><li>a</li></ul><ul><li>b</li></ul><ul><li>c</li></ul>'],
  ['a list inside a list', '- a\n  - b\n    - c\n- d', '<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>'],
  ['a loose list has paragraphs', '- a\n\n- b', '<ul><li><p>a</p></li><li><p>b</p></li></ul>'],
  ['two paragraphs and code in one item', '- a\n\n  b\n\n      c', '<ul><li><p>a</p><p>b</p><pre><code>c</code></pre></li></ul>'],
  ['a number that is no list: more than nine digits', '1234567890. a', '<p>1234567890. a</p>'],
  ['only a list that begins with 1 interrupts a paragraph', 'vuonna\n1984. a', '<p>vuonna\n1984. a</p>'],
  ['code inside a line keeps its signs', 'a `*b* <c>` ``d ` e``', '<p>a <code>*b* &lt;c&gt;</code> <code>d ` e</code></p>'],
  ['emphasis by stars and lines', '*a* _b_ **c** __d__ ***e***', '<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <em><strong>e</strong></em></p>'],
  ['stars work inside a word, lines do not', 'a*b*c a_b_c', '<p>a<em>b</em>c a_b_c</p>'],
  ['a star beside a space is a star', 'a * b * c', '<p>a * b * c</p>'],
  ['emphasis inside emphasis', '**a *b* c** *a **b** c*', '<p><strong>a <em>b</em> c</strong> <em>a <strong>b</strong> c</em></p>'],
  ['what is not closed is written as it is', '**a *b', '<p>**a *b</p>'],
  ['a link with brackets and parentheses inside', '[a [b]](https://a.example/x_(y) "n")', '<p><a href="https://a.example/x_(y)">a [b]</a></p>'],
  ['a link with emphasis in its words', '[*a* `b`](https://a.example)', '<p><a href="https://a.example"><em>a</em> <code>b</code></a></p>'],
  ['a link is not inside a link', '[a [b](https://b.example) c](https://a.example)', '<p>[a <a href="https://b.example">b</a> c](<a href="https://a.example">https://a.example</a>)</p>'],
  ['a picture with emphasis in its words', '![a *b*](kuva.png)', '<p><img src="/tiedosto/1/kuva.png" alt="a b" loading="lazy"></p>'],
  ['an address in angle brackets', '<https://a.example/?q=1&r=2> <aino@a.example>', '<p><a href="https://a.example/?q=1&amp;r=2">https://a.example/?q=1&amp;r=2</a> <a href="mailto:aino@a.example">aino@a.example</a></p>'],
  ['a hard break by two spaces or a backslash, none at the end', 'a  \nb\\\nc  ', '<p>a<br>b<br>c  </p>'],
  ['a table with its alignments and a bar inside a cell', '| a | b |\n| :-- | --: |\n| `x\\|y` | 2 |', '<div class="sheet scroll" role="group" aria-label="Taulukko"><table class="fold"><thead><tr><th scope="col">a</th><th scope="col" class="end">b</th></tr></thead><tbody><tr><th scope="row"><code>x|y</code></th><td data-l="b" class="end">2</td></tr></tbody></table></div>'],
  ['struck out', '~~a~~', '<p><del>a</del></p>'],
]
/** What every link that leads out, code block, wide table and picture has, is left out above: where it leads is not trusted, and a keyboard can scroll it. */
const bare = (html: string) => html.replaceAll(' rel="noopener noreferrer ugc"', '').replaceAll(' tabindex="0"', '')
test.each(SAME)('M-9: %s', (_what, text, html) => { expect(bare(htmlOf(text))).toBe(html) })

const DIFFERENT: [string, string, string][] = [
  ['a title of a link is left out: it is not seen on a touch screen or by keyboard', '[a](https://a.example "Nimi")', '<p><a href="https://a.example">a</a></p>'],
  ['headings begin at the second level, since the page has its own first', '# a', '<section id="k-a" aria-labelledby="k-a-h"><div class="sec-tools"><h2 id="k-a-h">a</h2></div></section>'],
  ['a picture from elsewhere is a link: nothing is fetched from other sites', '![a](https://a.example/b.png)', '<p><a href="https://a.example/b.png">a</a></p>'],
  ['raw HTML keeps what the allow-list knows; of the rest only the words', '<b onclick="x()">a</b> <script>b</script>c', '<p><b>a</b> bc</p>'],
]
test.each(DIFFERENT)('M-9: different on purpose: %s', (_why, text, html) => { expect(bare(htmlOf(text))).toBe(html) })

test('I-10: an address that is neither http, https, mailto, tel nor of this site is no link, however it is disguised', () => {
  const bad = ['javascript:alert(1)', 'JaVa\tScript:alert(1)', '&#106;avascript:alert(1)', ' javascript:alert(1)', 'javascript&colon;alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'blob:https://a.example/x', '//e.example', '\\\\e.example', '/\\e.example']
  const good = ['https://a.example', 'http://a.example/x', 'mailto:aino@a.example', 'tel:+35816000001', '/sivu/12', '#k-ensin']
  const hrefs = (address: string) => [...htmlOf(`[a](${address})\n\n[b](<${address}>)\n\n<a href="${address}">c</a>\n\n[d]\n\n[d]: <${address}>`).matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
  // what is left of some is an address of this site that leads nowhere
  const leadsTo = (href: string | undefined) => new URL(href!.replaceAll('&amp;', '&'), 'https://laavu.example').origin
  for (const address of bad) expect([address, hrefs(address).map(leadsTo).filter((origin) => origin !== 'https://laavu.example')]).toEqual([address, []])
  for (const address of good) expect([address, new Set(hrefs(address))]).toEqual([address, new Set([address])])
})
