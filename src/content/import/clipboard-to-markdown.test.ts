import { expect, test } from 'vitest'
import { renderMarkdown } from '../markdown.ts'
import { clipboardToMarkdown } from './clipboard-to-markdown.ts'

/** As Word 365 puts it on the clipboard (shortened: the style sheet is longer, the paragraphs are as they come). */
const WORD = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- /* Font Definitions */ @font-face {font-family:Wingdings;} p.MsoNormal, li.MsoNormal {margin:0cm;} --></style></head>
<body lang=FI style='tab-interval:65.2pt;word-wrap:break-word'>
<!--StartFragment-->
<h1>Kaukolainan tilaaminen<o:p></o:p></h1>
<p class=MsoNormal>Pyydä asiakkaalta ”tarkat tiedot” –&nbsp;tekijä, nimi ja <b style='mso-bidi-font-weight:normal'>vuosi</b>. Lisää: <a href="https://kaukopalvelu.example/fi">Kaukopalvelu</a><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<h2>Näin teet<o:p></o:p></h2>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-bidi-font-family:Calibri'><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Avaa lomake.<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span><span style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Täytä
se ja tarkista:<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>hinta<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Kerro noutoaika.<o:p></o:p></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>
 <tr><td width=300 valign=top style='width:225.4pt'><p class=MsoNormal><b>Aineisto</b><o:p></o:p></p></td><td width=300><p class=MsoNormal>Hinta<o:p></o:p></p></td></tr>
 <tr><td><p class=MsoNormal>Kirja<o:p></o:p></p></td><td><p class=MsoNormal>8 €<o:p></o:p></p><p class=MsoNormal>Suomesta<o:p></o:p></p></td></tr>
</table>
<p class=MsoNormal><!--[if gte vml 1]><v:shape id="k" style='width:10pt'><v:imagedata src="file:///C:/kuva.png"/></v:shape><![endif]--><![if !vml]><img width=10 src="file:///C:/kuva.png"><![endif]><o:p></o:p></p>
<!--EndFragment--></body></html>`

test('what Word puts on the clipboard becomes headings, steps, bullets, a table, links and bold, and nothing of its own marks', () => {
  expect(clipboardToMarkdown(WORD)).toBe(`## Kaukolainan tilaaminen

Pyydä asiakkaalta ”tarkat tiedot” – tekijä, nimi ja **vuosi**. Lisää: [Kaukopalvelu](https://kaukopalvelu.example/fi)

### Näin teet

1. Avaa lomake.
2. Täytä se ja tarkista:
   - hinta
- Kerro noutoaika.

| **Aineisto** | Hinta |
| --- | --- |
| Kirja | 8 €<br>Suomesta |`)
})

test('what a browser copies keeps its structure: Google Docs writes bold as a style and wraps all in a <b> that is not bold', () => {
  expect(clipboardToMarkdown('<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h3 dir="ltr"><span style="font-weight:400">Otsikko</span></h3><p><span style="font-weight:700">Tärkeää</span><span style="font-weight:400"> ja </span><span style="font-style:italic">kursiivi</span></p><ul><li><p>yksi</p></li><li><p>kaksi</p><ol><li>sisä</li></ol></li></ul></b>'))
    .toMatch(/^## Otsikko\n\n\*\*Tärkeää\*\* ja \*kursiivi\*\n\n- yksi\n\s*- kaksi\n+\s+1\. sisä$/)
})

test('M-1, M-4: what is pasted is text: scripts, styles, pictures and addresses that run go, and what looks like a tag stays a word', () => {
  const attack = '<p onclick="alert(1)">a &lt;script&gt;alert(1)&lt;/script&gt; <a href="javascript:alert(1)">tästä</a> <a href="JaVa\tScript:alert(1)">b</a> <a href="data:text/html,x">c</a> <a href="https://ok.example/a(b)">hyvä</a><img src=x onerror=alert(1)><svg onload=alert(1)></svg><iframe src="https://x.example"></iframe><style>*{}</style><script>alert(1)</script></p>'
  const markdown = clipboardToMarkdown(attack)!
  expect(markdown).toBe('a \\<script>alert(1)\\</script> tästä b c [hyvä](https://ok.example/a(b))')
  const { html } = renderMarkdown(markdown, { item: () => null, image: () => null }, 'fi')
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html).not.toMatch(/<script|onerror|onclick|javascript:|data:/i)
})

test('M-10: a page that is too big or too tangled is left to be pasted as plain text, and an empty one too', () => {
  expect(clipboardToMarkdown('x'.repeat(400_001))).toBeNull()
  expect(clipboardToMarkdown('<div>'.repeat(70_000))).toBeNull()
  expect(clipboardToMarkdown('<p><o:p>&nbsp;</o:p></p>')).toBeNull()
  expect(clipboardToMarkdown('<p>jotain</p>')).toBe('jotain')
})
