import { inOrder, type openZip } from './open-zip.ts'
import { check, numbered, type Reading } from './reading.ts'
import { scanXml, textOf } from './scan-xml.ts'

/** Slides, each with its notes. */
export function readSlides(zip: ReturnType<typeof openZip>): Reading {
  const slides = inOrder(zip.names, /^ppt\/slides\/slide\d+\.xml$/)
  let pictures = 0, described = 0, untitled = 0
  const parts = slides.map((name) => {
    const slide = readSlide(zip.part(name)!)
    pictures += slide.pictures
    described += slide.described
    if (slide.title === '') untitled++
    return { heading: slide.title, text: slide.text + readSlide(notesOf(zip, name)).text }
  })
  return {
    parts: numbered('slide', parts), pages: slides.length,
    checks: [check('title', textOf(zip.part('docProps/core.xml'), 'dc:title') !== ''), check('headings', untitled === 0, untitled), check('alt', described === pictures, pictures - described)],
  }
}

function notesOf(zip: ReturnType<typeof openZip>, slide: string): string {
  const file = slide.split('/').at(-1)!, target = /Target="\.\.\/notesSlides\/(notesSlide\d{1,5}\.xml)"/.exec(zip.part(`ppt/slides/_rels/${file}.rels`) ?? '')
  return (target && zip.part(`ppt/notesSlides/${target[1]!}`)) ?? ''
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
