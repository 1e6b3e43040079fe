import { describe, expect, test } from 'vitest'
import { makeZip, type ZipEntry } from '../../testing/make-zip.ts'
import { readWord } from './read-word.ts'

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const heading = (level: number, text: string) => `<w:p><w:pPr><w:pStyle w:val="Otsikko${level}"/></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`
const paragraph = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`
const IMAGE = `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr descr="Kortti pöydällä"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
const RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'

/** A Word document as Word in Finnish writes it: styles with Finnish ids and English names. */
function wordFile(body: string, more: ZipEntry[] = []) {
  const file = (name: string, text: string): ZipEntry => ({ name, bytes: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`) })
  return makeZip([
    file('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
    file('_rels/.rels', `<Relationships ${RELS}><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`),
    file('word/document.xml', `<w:document ${W}><w:body>${body}</w:body></w:document>`),
    file('word/styles.xml', `<w:styles ${W}>${[1, 2].map((level) => `<w:style w:type="paragraph" w:styleId="Otsikko${level}"><w:name w:val="heading ${level}"/></w:style>`).join('')}</w:styles>`),
    file('word/_rels/document.xml.rels', `<Relationships ${RELS}><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/kuva.png"/></Relationships>`),
    { name: 'word/media/kuva.png', bytes: PNG }, ...more,
  ])
}

describe('a Word document', () => {
  test('becomes a page with its headings, table and picture', async () => {
    const table = `<w:tbl><w:tr>${cell('Asia')}${cell('Kuka | missä')}</w:tr><w:tr>${cell('Maksu')}${cell('Kunta')}</w:tr></w:tbl>`
    const page = await readWord(wordFile(heading(1, 'Kortin antaminen') + paragraph('Pyydä *todistus*.') + heading(2, 'Taulukko') + table + IMAGE), 'ohjeet/kortti.sv')
    expect(page).toEqual({
      externalId: 'ohjeet/kortti', lang: 'sv', isTranslation: false, summary: null, title: 'Kortin antaminen', facts: {},
      body: 'Pyydä \\*todistus\\*.\n\n## Taulukko\n\n| Asia | Kuka \\| missä |\n| --- | --- |\n| Maksu | Kunta |\n\n![Kortti pöydällä](kuva-1.png)',
      files: [{ path: 'kuva-1.png', name: 'kuva-1.png', bytes: PNG }],
    })
  })

  test('without a heading is called by its name', async () => {
    expect(await readWord(wordFile(paragraph('Teksti')), 'Kortin_antaminen')).toMatchObject({ title: 'Kortin antaminen', body: 'Teksti' })
  })

  test('U-4: that is a bomb, or not a document at all, is refused before it is unpacked', async () => {
    const bomb = wordFile(paragraph('a'), [{ name: 'word/b.xml', bytes: Buffer.alloc(120_000_000) }])
    await expect(readWord(bomb, 'a')).rejects.toThrow('liian suuri')
    await expect(readWord(wordFile(paragraph('a').repeat(100_000)), 'a')).rejects.toThrow('liian suuri')
    const liar = wordFile(paragraph('a'), [{ name: 'word/b.xml', bytes: Buffer.alloc(5_000_000), claimedSize: 10 }])
    await expect(readWord(liar, 'a')).rejects.toThrow('kelvollinen Word-asiakirja')
    const locked = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(1024)])
    await expect(readWord(locked, 'a')).rejects.toThrow('suojattu salasanalla')
    await expect(readWord(Buffer.from('Vanha .doc tai muu'), 'a')).rejects.toThrow('kelvollinen Word-asiakirja')
    await expect(readWord(makeZip([{ name: 'a', bytes: Buffer.from('a') }]), 'a')).rejects.toThrow('Word-asiakirjaa ei voi lukea')
    await expect(readWord(wordFile('<w:p'), 'a')).rejects.toThrow('Word-asiakirjaa ei voi lukea')
  })

  test('with tables in tables without end is refused with a reason', async () => {
    const deep = '<w:tbl><w:tr><w:tc>'.repeat(20_000) + paragraph('a') + '</w:tc></w:tr></w:tbl>'.repeat(20_000)
    await expect(readWord(wordFile(deep), 'a')).rejects.toThrow(expect.objectContaining({ name: 'PageRefused' }))
  })

  test('that names entities of its own does not grow and reads no file', async () => {
    const page = await readWord(wordFile(paragraph('a')), 'a')
    expect(page.body).toBe('a')
    const entities = `<!DOCTYPE w:document [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}"><!ENTITY f SYSTEM "file:///etc/passwd">]><w:document ${W}><w:body>${paragraph('&b;&f;')}</w:body></w:document>`
    const hostile = makeZip([
      { name: '_rels/.rels', bytes: Buffer.from(`<Relationships ${RELS}><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`) },
      { name: 'word/document.xml', bytes: Buffer.from(entities) },
    ])
    const outcome = await readWord(hostile, 'a').then(({ body }) => body, (error: Error) => error.message)
    expect(outcome.length).toBeLessThan(2000)
    expect(outcome).not.toContain('root:')
  })
})
