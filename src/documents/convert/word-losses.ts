import type { openZip } from '../read/open-zip.ts'
import { scanXml } from '../read/scan-xml.ts'

/** What a Word document has and a guide does not, each with how many. */
const LOSSES = ['changes', 'comments', 'footnotes', 'headers', 'textBoxes', 'charts', 'equations', 'mergedCells', 'fields', 'colours'] as const
type Loss = (typeof LOSSES)[number] | 'images' | 'imagesWithoutAlt'
export interface Lost { what: Loss; count: number }

const COUNTED: Record<string, (typeof LOSSES)[number]> = {
  'w:ins': 'changes', 'w:del': 'changes', 'w:moveFrom': 'changes', 'w:moveTo': 'changes', 'w:commentReference': 'comments', 'w:footnoteReference': 'footnotes', 'w:endnoteReference': 'footnotes',
  'w:txbxContent': 'textBoxes', 'c:chart': 'charts', 'dgm:relIds': 'charts', 'm:oMath': 'equations', 'w:gridSpan': 'mergedCells', 'w:vMerge': 'mergedCells', 'w:sdt': 'fields', 'w:fldSimple': 'fields', 'w:highlight': 'colours',
}

export function wordLosses(zip: ReturnType<typeof openZip>): Lost[] {
  const counts = new Map<Loss, number>(), add = (what: Loss, count = 1) => counts.set(what, (counts.get(what) ?? 0) + count)
  scanXml(zip.part('word/document.xml') ?? '', { open(name) { const what = COUNTED[name]; if (what) add(what) } })
  for (const name of zip.names) if (/^word\/(?:header|footer)\d{0,3}\.xml$/.test(name) && hasWords(zip.part(name)!)) add('headers')
  return LOSSES.filter((what) => counts.has(what)).map((what) => ({ what, count: counts.get(what)! }))
}

function hasWords(xml: string): boolean {
  let found = false
  scanXml(xml, { text(text) { if (text.trim() !== '') found = true } })
  return found
}
