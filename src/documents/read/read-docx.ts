import type { openZip } from './open-zip.ts'
import { check, numbered, type Reading } from './reading.ts'
import { scanXml, textOf } from './scan-xml.ts'

const NOTES = ['word/footnotes.xml', 'word/endnotes.xml', 'word/comments.xml']

/** A Word document: a part for each heading. Word keeps no pages: they are made when it is printed. */
export function readDocx(zip: ReturnType<typeof openZip>): Reading {
  const headings = headingStyles(zip.part('word/styles.xml'))
  const parts: { heading: string; text: string }[] = [{ heading: '', text: '' }]
  let line = '', style = '', outline = '', headed = 0, pictures = 0, described = 0, inText = false
  const reader = {
    open(name: string, attribute: (name: string) => string | null) {
      if (name === 'w:p') [line, style, outline] = ['', '', '']
      else if (name === 'w:pStyle') style = attribute('w:val') ?? ''
      else if (name === 'w:outlineLvl') outline = attribute('w:val') ?? ''
      else if (name === 'w:t' || name === 'w:delText') inText = name === 'w:t'
      else if (name === 'w:tab' || name === 'w:br' || name === 'w:cr') line += ' '
      else if (name === 'w:noBreakHyphen') line += '-'
      else if (name === 'wp:docPr') { pictures++; if ((attribute('descr') ?? '').trim() !== '') described++ }
    },
    text(text: string) { if (inText) line += text },
    close(name: string) {
      if (name === 'w:t') inText = false
      if (name !== 'w:p') return
      if (line.trim() !== '' && (headings.has(style) || /^[0-5]$/.test(outline))) { headed++; parts.push({ heading: line, text: '' }) } else parts.at(-1)!.text += `${line}\n`
    },
  }
  scanXml(zip.part('word/document.xml') ?? '', reader)
  for (const name of NOTES) { parts.push({ heading: '', text: '' }); scanXml(zip.part(name) ?? '', reader) }
  const kept = parts.filter(({ heading, text }) => heading !== '' || text.trim() !== '')
  return {
    parts: numbered('part', kept), pages: null,
    checks: [
      check('title', textOf(zip.part('docProps/core.xml'), 'dc:title') !== ''), check('language', /<w:lang\b[^>]{0,200}w:val=/.test(zip.part('word/styles.xml') ?? '')),
      check('headings', headed > 0), check('alt', described === pictures, pictures - described),
    ],
  }
}

/** The ids of the styles that are headings, whatever they are called in the language of the Word that made them. */
function headingStyles(xml: string | undefined): Set<string> {
  const found = new Set(['Title', 'Heading1', 'Heading2', 'Heading3', 'Heading4', 'Otsikko', 'Otsikko1', 'Otsikko2', 'Otsikko3', 'Otsikko4', 'Rubrik1', 'Rubrik2', 'Rubrik3'])
  let id = ''
  scanXml(xml ?? '', {
    open(name, attribute) {
      if (name === 'w:style') id = attribute('w:styleId') ?? ''
      else if (name === 'w:name' && /^(heading [1-6]|title)$/i.test(attribute('w:val') ?? '')) found.add(id)
      else if (name === 'w:outlineLvl' && /^[0-5]$/.test(attribute('w:val') ?? '')) found.add(id)
    },
  })
  return found
}
