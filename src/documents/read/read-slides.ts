import { inOrder, partsOf, type openZip } from './open-zip.ts'
import { check, numbered, type Reading } from './reading.ts'
import { scanXml, textOf } from './scan-xml.ts'

type Zip = ReturnType<typeof openZip>
/** What is said of a slide or drawn on it in a part of its own. */
const BESIDE = /^ppt\/(?:notesSlides\/notesSlide|diagrams\/data)\d{0,5}\.xml$/

/** Slides in the order in which they are shown, each with its diagrams and notes. */
export function readSlides(zip: Zip): Reading {
  const slides = slidesOf(zip)
  let pictures = 0, described = 0, untitled = 0
  const parts = slides.map((name) => {
    const slide = readSlide(zip.part(name)!)
    pictures += slide.pictures
    described += slide.described
    if (slide.title === '') untitled++
    return { heading: slide.title, text: slide.text + [...partsOf(zip, name).values()].filter((part) => BESIDE.test(part)).map((part) => readSlide(zip.part(part) ?? '').text).join('') }
  })
  return {
    parts: numbered('slide', parts), pages: slides.length,
    checks: [check('title', textOf(zip.part('docProps/core.xml'), 'dc:title') !== ''), check('headings', untitled === 0, untitled), check('alt', described === pictures, pictures - described)],
  }
}

/** The files are numbered as they were made, not as they are shown. */
function slidesOf(zip: Zip): string[] {
  const places = partsOf(zip, 'ppt/presentation.xml'), files = inOrder(zip.names, /^ppt\/slides\/slide\d+\.xml$/), shown: string[] = []
  scanXml(zip.part('ppt/presentation.xml') ?? '', { open(name, attribute) { const file = name === 'p:sldId' ? places.get(attribute('r:id') ?? '') : undefined; if (file !== undefined && files.includes(file)) shown.push(file) } })
  return shown.length === files.length ? shown : files
}

function readSlide(xml: string) {
  let title = '', text = '', line = '', inTitle = false, inText = false, pictures = 0, described = 0, inPicture = false
  scanXml(xml, {
    open(name, attribute) {
      if (name === 'p:sp') inTitle = false
      else if (name === 'p:pic') { pictures++; inPicture = true } else if (name === 'p:ph') inTitle = /^(ctrT|t)itle$/.test(attribute('type') ?? '')
      else if (name === 'p:cNvPr' && inPicture) { if ((attribute('descr') ?? '').trim() !== '') described++; inPicture = false }
      else if (name === 'a:p') line = ''
      else if (name === 'a:t') inText = true
      else if (name === 'a:br' || name === 'a:tab') line += ' '
    },
    text(said) { if (inText) line += said },
    close(name) {
      if (name === 'a:t') inText = false
      else if (name === 'a:p' && inTitle) title = `${title} ${line}`.trim()
      else if (name === 'a:p') text += `${line}\n`
    },
  })
  return { title, text, pictures, described }
}
