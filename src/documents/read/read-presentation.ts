import type { openZip } from './open-zip.ts'
import { check, numbered, type Reading } from './reading.ts'
import { scanOdf } from './scan-odf.ts'
import { textOf } from './scan-xml.ts'

/** An OpenDocument presentation: a part for each slide, with its notes. */
export function readPresentation(zip: ReturnType<typeof openZip>): Reading {
  const slides: { heading: string; text: string }[] = []
  let inTitle = false, inSlide = false, pictures = 0, described = 0, inPicture = false
  scanOdf(zip.part('content.xml'), {
    line(line) {
      const slide = slides.at(-1)
      if (!slide || !inSlide) return
      if (inTitle) slide.heading = `${slide.heading} ${line}`.trim()
      else slide.text += `${line}\n`
    },
    open(name, attribute) {
      if (name === 'draw:page') { inSlide = true; slides.push({ heading: '', text: '' }) }
      else if (name === 'draw:frame' || name === 'draw:custom-shape') { inTitle = attribute('presentation:class') === 'title'; inPicture = false }
      else if (name === 'draw:image') { pictures++; inPicture = true }
      else if ((name === 'svg:desc' || name === 'svg:title') && inPicture) { described++; inPicture = false }
    },
    close(name) {
      if (name === 'draw:page') inSlide = false
      else if (name === 'draw:frame' || name === 'draw:custom-shape') inTitle = false
    },
  })
  const untitled = slides.filter(({ heading }) => heading === '').length
  return {
    parts: numbered('slide', slides), pages: slides.length,
    checks: [check('title', textOf(zip.part('meta.xml'), 'dc:title') !== ''), check('headings', untitled === 0, untitled), check('alt', described >= pictures, Math.max(0, pictures - described))],
  }
}
