import type { openZip } from './open-zip.ts'
import { check, numbered, type Reading } from './reading.ts'
import { scanOdf } from './scan-odf.ts'
import { textOf } from './scan-xml.ts'

/** An OpenDocument text: a part for each heading. */
export function readOdt(zip: ReturnType<typeof openZip>): Reading {
  const parts: { heading: string; text: string }[] = [{ heading: '', text: '' }]
  let headed = 0, pictures = 0, described = 0, inFrame = false
  scanOdf(zip.part('content.xml'), {
    line(line, name) {
      if (name === 'text:h' && line.trim() !== '') { headed++; parts.push({ heading: line, text: '' }) } else parts.at(-1)!.text += `${line}\n`
    },
    open(name) {
      if (name === 'draw:image') { pictures++; inFrame = true } else if ((name === 'svg:desc' || name === 'svg:title') && inFrame) { described++; inFrame = false }
    },
  })
  const kept = parts.filter(({ heading, text }) => heading !== '' || text.trim() !== '')
  return {
    parts: numbered('part', kept), pages: null,
    checks: [check('title', textOf(zip.part('meta.xml'), 'dc:title') !== ''), check('headings', headed > 0), check('alt', described >= pictures, Math.max(0, pictures - described))],
  }
}
