import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { makeZip, type ZipEntry } from '../testing/make-zip.ts'
import { openArchive } from './read-archive.ts'
import { ZipRefused } from './zip-limits.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-archive-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
let count = 0
const onDisk = (bytes: Buffer) => { const file = path.join(folder, `${++count}.zip`); writeFileSync(file, bytes); return file }
const part = (name: string, text = 'sisältö'): ZipEntry => ({ name, bytes: Buffer.from(text) })
const textOf = async (bytes: Buffer, name: string, most = 1e6) => { let text = ''; for await (const chunk of (await openArchive(onDisk(bytes))).read(name, most)) text += chunk.toString('utf8'); return text }
/** Changes the directory's entry of the first file. */
function changed(bytes: Buffer, change: (entry: Buffer) => void) { const copy = Buffer.from(bytes); change(copy.subarray(copy.indexOf('PK\x01\x02'))); return copy }

describe('an archive on disk', () => {
  test('is read entry by entry', async () => {
    const zip = makeZip([part('a/ä.txt', 'yksi'), part('b.txt', 'x'.repeat(300_000)), part('tyhja', '')])
    expect((await openArchive(onDisk(zip))).names).toEqual(['a/ä.txt', 'b.txt', 'tyhja'])
    expect(await textOf(zip, 'a/ä.txt')).toBe('yksi')
    expect((await textOf(zip, 'b.txt')).length).toBe(300_000)
    expect(await textOf(zip, 'tyhja')).toBe('')
  })

  test.each([['/etc/passwd'], ['../a'], ['a/../../b'], ['C:\\a'], ['c:/a'], ['a\\b'], ['a\0b'], ['kuva\u202Egnp.exe'], ['a\nb'], ['./a'], ['']])('U-2, U-9: the name %j is refused, and with it the archive', async (name) => {
    await expect(openArchive(onDisk(makeZip([part('hyvä.txt'), part(name)])))).rejects.toThrow(ZipRefused)
  })

  test('U-9: links and devices, encrypted entries and names that come twice are refused whole', async () => {
    const zip = makeZip([part('a'), part('b')])
    for (const mode of [0o120777, 0o020666, 0o060666, 0o010666]) await expect(openArchive(onDisk(changed(zip, (entry) => { entry[5] = 3; entry.writeUInt32LE((mode << 16) >>> 0, 38) })))).rejects.toThrow('a link or a device')
    await expect(openArchive(onDisk(changed(zip, (entry) => entry.writeUInt16LE(1, 8))))).rejects.toThrow('encrypted')
    await expect(openArchive(onDisk(makeZip([part('A.txt'), part('a.TXT')])))).rejects.toThrow('twice')
    await expect(openArchive(onDisk(changed(zip, (entry) => { entry[5] = 3; entry.writeUInt32LE((0o100644 << 16) >>> 0, 38) })))).resolves.toBeDefined()
  })

  test('U-4: an entry that is too big, lies about its size, or shares the bytes of another is not unpacked', async () => {
    await expect(textOf(makeZip([{ name: 'a', bytes: Buffer.alloc(2_000_000) }]), 'a')).rejects.toThrow('too big')
    await expect(textOf(makeZip([{ name: 'a', bytes: Buffer.alloc(2_000_000), claimedSize: 100 }]), 'a')).rejects.toThrow('not what the directory states')
    await expect(textOf(changed(makeZip([part('a')]), (entry) => entry.writeUInt32LE(1, 16)), 'a')).rejects.toThrow('not what the directory states')
    const zip = makeZip([part('a'), part('b')])
    await expect(openArchive(onDisk(changed(zip, (entry) => entry.writeUInt32LE(zip.readUInt32LE(zip.lastIndexOf('PK\x01\x02') + 42), 42))))).rejects.toThrow('shares bytes')
  })

  test('broken bytes are refused and nothing else is thrown', async () => {
    const whole = makeZip([part('a'), part('b', 'b'.repeat(500))])
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }), fc.oneof(fc.constant(whole.length), fc.nat(whole.length)), async (changes, cut) => {
      const broken = Buffer.from(whole.subarray(0, cut))
      for (const [at, value] of changes) if (at < cut) broken[at] = value
      const file = path.join(folder, 'broken.zip')
      writeFileSync(file, broken)
      try {
        const archive = await openArchive(file)
        for (const name of archive.names) for await (const chunk of archive.read(name, 1e6)) expect(chunk.length).toBeLessThan(1e6)
      } catch (error) { expect(error).toBeInstanceOf(ZipRefused) }
    }), { numRuns: 400 })
  })
})
