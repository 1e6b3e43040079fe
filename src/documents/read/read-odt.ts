import type { openZip } from './open-zip.ts'
import { check, numbered, type Reading } from './reading.ts'
import { scanXml, textOf } from './scan-xml.ts'

/** An OpenDocument text: a part for each heading. */
export function readOdt(zip: ReturnType<typeof openZip>): Reading {
  const parts: { heading: string; text: string }[] = [{ heading: '', text: '' }]
  let line = '', headed = 0, inBody = false, pictures = 0, described = 0, inFrame = false
  scanXml(zip.part('content.xml') ?? '', {
    open(name) {
      if (name === 'office:text') inBody = true
      else if (name === 'text:p' || name === 'text:h') line = ''
      else if (name === 'text:s' || name === 'text:tab' || name === 'text:line-break') line += ' '
      else if (name === 'draw:image') { pictures++; inFrame = true } else if ((name === 'svg:desc' || name === 'svg:title') && inFrame) { described++; inFrame = false }
    },
    text(text) { if (inBody) line += text },
    close(name) {
      if (name === 'text:h' && line.trim() !== '') { headed++; parts.push({ heading: line, text: '' }) } else if (name === 'text:p') parts.at(-1)!.text += `${line}\n`
    },
  })
  const kept = parts.filter(({ heading, text }) => heading !== '' || text.trim() !== '')
  return {
    parts: numbered('part', kept), pages: null,
    checks: [check('title', textOf(zip.part('meta.xml'), 'dc:title') !== ''), check('headings', headed > 0), check('alt', described >= pictures, Math.max(0, pictures - described))],
  }
}
