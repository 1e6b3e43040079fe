import { inOrder, type openZip } from './open-zip.ts'
import { check, numbered, type Reading } from './reading.ts'
import { scanXml, textOf } from './scan-xml.ts'

const NOTES = ['word/footnotes.xml', 'word/endnotes.xml', 'word/comments.xml']
const DIAGRAMS = /^word\/diagrams\/data\d{0,4}\.xml$/

interface Paragraph { line: string; style: string; outline: string }

/**
 * A Word document: a part for each heading. Word keeps no pages: they are made when it is printed. The paragraphs of a text box stand inside the
 * paragraph that it is tied to, and come before it; what stands there once more for programs that do not know such boxes is left out.
 */
export function readDocx(zip: ReturnType<typeof openZip>): Reading {
  const headings = headingStyles(zip.part('word/styles.xml')), parts: { heading: string; text: string }[] = [{ heading: '', text: '' }], open: Paragraph[] = []
  let headed = 0, pictures = 0, described = 0, inText = false, again = 0, bare = false
  const say = (text: string) => { const paragraph = open.at(-1); if (paragraph && again === 0) paragraph.line += text }
  const end = ({ line, style, outline }: Paragraph) => {
    if (line.trim() !== '' && (headings.has(style) || /^[0-5]$/.test(outline))) { headed++; parts.push({ heading: line, text: '' }) } else parts.at(-1)!.text += `${line}\n`
  }
  const reader = {
    open(name: string, attribute: (name: string) => string | null) {
      const paragraph = open.at(-1)
      if (name === 'mc:Fallback') again++
      else if (name === 'w:p' || name === 'a:p') open.push({ line: '', style: '', outline: '' })
      else if (name === 'w:pStyle' && paragraph) paragraph.style = attribute('w:val') ?? ''
      else if (name === 'w:outlineLvl' && paragraph) paragraph.outline = attribute('w:val') ?? ''
      else if (name === 'w:t' || name === 'a:t' || name === 'w:delText') inText = name !== 'w:delText'
      else if (name === 'w:tab' || name === 'w:br' || name === 'w:cr') say(' ')
      else if (name === 'w:noBreakHyphen') say('-')
      else if (name === 'wp:docPr') { pictures++; bare = (attribute('descr') ?? '').trim() === ''; if (!bare) described++ }
      // words need no others in their place, and what is marked as decoration has none to say
      else if (bare && (name === 'wps:txbx' || name === 'adec:decorative' && attribute('val') === '1')) { described++; bare = false }
    },
    text(text: string) { if (inText) say(text) },
    close(name: string) {
      if (name === 'mc:Fallback') again--
      else if (name === 'w:t' || name === 'a:t') inText = false
      else if (name === 'w:p' || name === 'a:p') { const paragraph = open.pop(); if (paragraph && again === 0) end(paragraph) }
    },
  }
  scanXml(zip.part('word/document.xml') ?? '', reader)
  for (const name of [...inOrder(zip.names, DIAGRAMS), ...NOTES]) { parts.push({ heading: '', text: '' }); scanXml(zip.part(name) ?? '', reader) }
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
