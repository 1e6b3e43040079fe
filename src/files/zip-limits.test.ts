import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeZip } from '../testing/make-zip.ts'
import { checkZip, ZipRefused } from './zip-limits.ts'

const limits = { entries: 10, unpacked: 1_000_000, xml: 10_000 }
const small = { name: 'word/document.xml', bytes: Buffer.from('<a>hei</a>') }

describe('an archive is checked before anything unpacks it', () => {
  test('an ordinary archive passes', () => {
    expect(() => checkZip(makeZip([small, { name: 'b', bytes: Buffer.alloc(0) }]), limits)).not.toThrow()
  })

  test('U-4: a bomb is refused by the size that its directory states', () => {
    const bomb = makeZip([small, { name: 'zeros', bytes: Buffer.alloc(2_000_000) }])
    expect(bomb.length).toBeLessThan(10_000)
    expect(() => checkZip(bomb, limits)).toThrow(new ZipRefused('unpacks to too much'))
  })

  test('U-4: a bomb whose directory lies is refused by what comes out', () => {
    expect(() => checkZip(makeZip([{ name: 'zeros', bytes: Buffer.alloc(2_000_000), claimedSize: 1000 }]), limits)).toThrow(new ZipRefused('an entry is not what the directory states'))
  })

  test('XML parts have a limit of their own', () => {
    const long = Buffer.alloc(20_000, 'a')
    expect(() => checkZip(makeZip([{ name: 'word/media/a.png', bytes: long }]), limits)).not.toThrow()
    expect(() => checkZip(makeZip([{ name: 'word/document.xml', bytes: long }]), limits)).toThrow(new ZipRefused('unpacks to too much'))
  })

  test('U-4: many entries are refused, also many that share the same bytes', () => {
    expect(() => checkZip(makeZip(Array.from({ length: 11 }, (_, i) => ({ ...small, name: `e${i}` }))), limits)).toThrow(new ZipRefused('too many entries'))
  })

  test('an encrypted archive is refused', () => {
    const zip = makeZip([small])
    zip.writeUInt16LE(1, zip.indexOf('PK\x01\x02') + 8)
    expect(() => checkZip(zip, limits)).toThrow(new ZipRefused('encrypted'))
  })

  test('broken bytes are refused and nothing else is thrown', () => {
    const whole = makeZip([small, { name: 'b', bytes: Buffer.from('b'.repeat(500)) }])
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }), fc.nat(whole.length), (changes, cut) => {
      const broken = Buffer.from(whole.subarray(0, cut))
      for (const [at, value] of changes) if (at < cut) broken[at] = value
      try { checkZip(broken, limits) } catch (error) { expect(error).toBeInstanceOf(ZipRefused) }
    }), { numRuns: 2000 })
  })
})
