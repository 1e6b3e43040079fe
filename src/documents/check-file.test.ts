import { expect, test } from 'vitest'
import { checkFile, ENDINGS } from './check-file.ts'
import { makeDocx, makeOdp, makeOds, makeOdt, makePptx, makeXlsx } from './fixtures/make-office.ts'
import { makePdf } from './fixtures/make-pdf.ts'

const OFFICE = 'application/vnd.openxmlformats-officedocument.', OPEN = 'application/vnd.oasis.opendocument.'
/** Twelve endings, each with its right content and type. */
const RIGHT: Record<string, { bytes: Buffer; type: string }> = {
  pdf: { bytes: makePdf(['a']), type: 'application/pdf' }, docx: { bytes: makeDocx(['a']), type: `${OFFICE}wordprocessingml.document` }, pptx: { bytes: makePptx([{ title: 'a', text: 'b' }]), type: `${OFFICE}presentationml.presentation` },
  xlsx: { bytes: makeXlsx([{ name: 'a', rows: [['b']] }]), type: `${OFFICE}spreadsheetml.sheet` }, odt: { bytes: makeOdt(['a']), type: `${OPEN}text` }, odp: { bytes: makeOdp([{ title: 'a', text: 'b' }]), type: `${OPEN}presentation` },
  ods: { bytes: makeOds([{ name: 'a', rows: [['b']] }]), type: `${OPEN}spreadsheet` }, rtf: { bytes: Buffer.from('{\\rtf1 a}'), type: 'application/rtf' }, txt: { bytes: Buffer.from('teksti'), type: 'text/plain' },
  md: { bytes: Buffer.from('# teksti'), type: 'text/markdown' }, csv: { bytes: Buffer.from('a;b'), type: 'text/csv' }, html: { bytes: Buffer.from('<p>teksti</p>'), type: 'text/html' },
}
const names = Object.keys(RIGHT)
/** What a text says it is beside its ending is not told apart: its bytes are text in any case. */
const TEXTS = new Set(['txt', 'md', 'csv', 'html'])
const check = (ending: string, content: string, type: string) => checkFile({ name: `a.${ending}`, declared: type, bytes: RIGHT[content]!.bytes })

test('U-1: an ending, a content and a declared type that agree are taken, in all twelve kinds', async () => {
  expect(ENDINGS.map((ending) => ending.slice(1)).filter((ending) => ending !== 'htm').toSorted()).toEqual(names.toSorted())
  for (const name of names) for (const type of name === 'pdf' ? [RIGHT[name]!.type, '', 'application/octet-stream'] : [RIGHT[name]!.type]) expect(await check(name, name, type), `${name} ${type}`).toEqual({ mime: RIGHT[name]!.type })
})

test('U-1: of 1,728 combinations of ending, content and type, 300 that disagree are refused, each of the three alone and all at once', async () => {
  const wrong: [string, string, string][] = []
  for (const ending of names) for (const content of names) for (const typed of names) {
    const contentAgrees = content === ending || TEXTS.has(content) && TEXTS.has(ending)
    if (contentAgrees && (RIGHT[ending]!.type === RIGHT[typed]!.type || TEXTS.has(ending) && ['txt', 'md', 'csv'].includes(typed))) continue
    wrong.push([ending, content, typed])
  }
  expect(wrong.length).toBeGreaterThan(1_400)
  const step = wrong.length / 300, picked = Array.from({ length: 300 }, (_, n) => wrong[Math.floor(n * step)]!)
  for (const [ending, content, typed] of picked) expect(await check(ending, content, RIGHT[typed]!.type), `a.${ending} with ${content} as ${typed}`).toEqual({ refused: 'mismatch' })
})
