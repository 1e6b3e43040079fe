import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { makeZip } from '../testing/make-zip.ts'
import { testApp, TEST_NOW } from '../testing/test-app.ts'
import { contentDisposition, safeName } from './file-name.ts'
import { FileDamaged, FileRefused, keepFile, readStoredFile } from './file-store.ts'
import { fileByHash, insertFile } from './files.queries.ts'
import { sniff } from './sniff.ts'

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const folder = mkdtempSync(path.join(tmpdir(), 'laavu-files-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const stored = () => (readdirSync(path.join(folder, 'uploads'), { recursive: true }) as string[]).filter((name) => name.includes(path.sep))

describe('the file store', () => {
  test('keeps the same content once, under its hash, for the service account alone', async () => {
    const { app } = await testApp({ DATA_DIR: folder })
    const first = await keepFile(app, PNG, 'kuva.png')
    await app.db.transaction().execute((trx) => insertFile(trx, TEST_NOW, first))
    const second = await keepFile(app, PNG, 'sama kuva.png')
    expect(second).toMatchObject({ id: first.id, name: 'kuva.png', mime: 'image/png' })
    expect(first.id).toMatch(/^[\w-]{20}$/)
    expect(stored()).toEqual([path.join(first.sha256.slice(0, 2), first.sha256.slice(2))])
    expect(statSync(path.join(folder, 'uploads', stored()[0]!)).mode & 0o777).toBe(0o600)
    expect(await readStoredFile(app, first)).toEqual(PNG)
  })

  test('D-8: bytes that have changed on disk are never given out; storing the file again heals it', async () => {
    const { app } = await testApp({ DATA_DIR: folder })
    const file = await keepFile(app, PNG, 'kuva.png')
    const place = path.join(folder, 'uploads', file.sha256.slice(0, 2), file.sha256.slice(2))
    writeFileSync(place, 'something else')
    await expect(readStoredFile(app, file)).rejects.toThrow(FileDamaged)
    rmSync(place)
    await expect(readStoredFile(app, file)).rejects.toThrow(FileDamaged)
    await keepFile(app, PNG, 'kuva.png')
    expect(await readStoredFile(app, file)).toEqual(PNG)
  })

  test('two who store the same new content at once cannot end with two rows', async () => {
    const { app } = await testApp({ DATA_DIR: folder })
    const [one, other] = await Promise.all([keepFile(app, PNG, 'a.png'), keepFile(app, PNG, 'b.png')])
    await app.db.transaction().execute((trx) => insertFile(trx, TEST_NOW, one))
    await expect(app.db.transaction().execute((trx) => insertFile(trx, TEST_NOW, other))).rejects.toThrow(expect.objectContaining({ name: 'FileStoredMeanwhile' }))
    expect(await fileByHash(app.db, one.sha256)).toMatchObject({ id: one.id })
  })

  test('U-6: what is not on the list is refused whatever its name says', async () => {
    const { app } = await testApp({ DATA_DIR: folder })
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for (const [bytes, name] of [[Buffer.from(svg), 'kuva.png'], [Buffer.from(svg), 'a.svg'], [Buffer.from('MZ\x90\0\x03'), 'ohje.pdf'], [makeZip([]), 'a.docx'], [Buffer.from('a\0b'), 'a.txt']] as const)
      await expect(keepFile(app, bytes, name)).rejects.toMatchObject({ reason: 'type' } satisfies Partial<FileRefused>)
    await expect(keepFile(app, Buffer.alloc(0), 'a.txt')).rejects.toMatchObject({ reason: 'empty' })
    await expect(keepFile(app, Buffer.alloc(25_000_001), 'a.txt')).rejects.toMatchObject({ reason: 'size' })
    expect((await keepFile(app, Buffer.from('päivä'), 'ohje.txt')).mime).toBe('text/plain')
  })

  test('a file is what its bytes say', async () => {
    expect(await sniff(PNG, 'kuva.jpg.php')).toMatchObject({ mime: 'image/png', inline: true })
    expect(await sniff(Buffer.from('%PDF-1.7\n'), 'x')).toMatchObject({ mime: 'application/pdf', inline: false })
    expect(await sniff(Buffer.from('a;b\n'), 'luvut.csv')).toMatchObject({ mime: 'text/csv', inline: false })
  })
})

describe('U-2: a file name', () => {
  test.each([
    ['a.jpg.php', 'a.jpg.png'], ['a.php\0.jpg', 'a.php.png'], ['../../etc/passwd', 'passwd.png'], ['C:\\kuvat\\talvi.PNG', 'talvi.png'], ['..', 'tiedosto.png'], ['.htaccess', 'htaccess.png'],
    ['kuva\u202Egnp.exe', 'kuva gnp.png'], ['käyttöohje ŋ.png', 'käyttöohje ŋ.png'], [`${'ä'.repeat(300)}.png`, `${'ä'.repeat(120)}.png`], ['', 'tiedosto.png'], ['rivi\r\nX: y.png', 'rivi X y.png'],
  ])('%j is offered as %j', (given, expected) => {
    expect(safeName(given, 'png')).toBe(expected)
  })

  test('any name is one plain name with the ending of its type', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
      const name = safeName(given, 'pdf')
      expect(name).toMatch(/^[^/\\\p{Cc}\p{Cf}]+\.pdf$/u)
      expect(name.startsWith('.')).toBe(false)
    }))
  })

  test('D-3: is one header line in ASCII, and the full name comes back from it', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (given) => {
      const header = contentDisposition('attachment', given)
      expect(header).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.~!#$&+^`|%-]*$/)
      expect(decodeURIComponent(header.split("''")[1]!)).toBe(given.toWellFormed())
    }))
    expect(contentDisposition('inline', 'a"b;ä🙂.png')).toBe(`inline; filename="a_b;a__.png"; filename*=UTF-8''a%22b%3B%C3%A4%F0%9F%99%82.png`)
  })
})
