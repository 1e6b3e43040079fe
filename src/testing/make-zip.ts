import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry { name: string; bytes: Buffer; /** what the directory claims, when it is to lie */ claimedSize?: number }

/** A zip archive made in memory, deflated; for tests of what reads archives. */
export function makeZip(entries: ZipEntry[]): Buffer {
  const parts: Buffer[] = [], directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes, claimedSize = bytes.length } of entries) {
    const packed = deflateRawSync(bytes), file = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claimedSize, 18)
    common.writeUInt16LE(file.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, rest, file)
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), common, file, packed)
    offset += 30 + file.length + packed.length
  }
  const listed = Buffer.concat(directory), end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, listed, end])
}
