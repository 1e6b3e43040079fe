import { createReadStream } from 'node:fs'

const NEWLINE = 0x0a

/**
 * The lines of a file as bytes, one at a time and never the whole file. A line over `limit` bytes comes as null, and what is over is not
 * kept in memory.
 */
export const readLines = (file: string, limit: number): AsyncGenerator<Buffer | null> => linesOf(createReadStream(file) as AsyncIterable<Buffer>, limit)

/** The same of bytes that come in pieces. */
export async function* linesOf(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer | null> {
  let parts: Buffer[] = [], length = 0
  const take = (part: Buffer) => { length += part.length; if (length <= limit) parts.push(part); else parts = [] }
  const line = () => { const whole = length > limit ? null : Buffer.concat(parts); parts = []; length = 0; return whole }
  for await (const chunk of chunks) {
    let from = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      take(chunk.subarray(from, at))
      yield line()
      from = at + 1
    }
    take(chunk.subarray(from))
  }
  if (length > 0) yield line()
}
