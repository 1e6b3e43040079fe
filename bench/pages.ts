import { createWriteStream, readdirSync, readFileSync } from 'node:fs'
import { once } from 'node:events'

/** Sentences of the sample library, in a fixed order. */
export function sentences(): string[] {
  const root = 'db/sample/items'
  const texts = readdirSync(root).filter((name) => /^[A-Z]+-\d+\.md$/.test(name)).sort().map((name) => readFileSync(`${root}/${name}`, 'utf8').replace(/^---.*?---/s, ''))
  return texts.flatMap((text) => text.split(/(?<=[.!?])\s+/)).map((line) => line.replace(/[#>|*`[\]()]/g, ' ').replace(/\s+/g, ' ').trim()).filter((line) => line.length > 30)
}

/** A seeded generator: two runs make the same pages. */
function random(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Writes `count` pages of about 5 kB as the import reads them, made of the sample library's sentences and numbered words so that pages differ. */
export async function writePages(file: string, count: number) {
  const lines = sentences(), next = random(7), pick = () => lines[Math.floor(next() * lines.length)]!
  const out = createWriteStream(file)
  for (let n = 1; n <= count; n++) {
    const parts: string[] = []
    for (let size = 0, section = 0; size < 5000; section++) {
      const paragraph = Array.from({ length: 4 }, pick).join(' '), steps = Array.from({ length: 3 }, (_, i) => `${i + 1}. ${pick()}`).join('\n')
      parts.push(`## ${pick().split(' ').slice(0, 5).join(' ').replace(/[.,:;]+$/, '')}`, paragraph, steps)
      size = parts.join('\n\n').length
    }
    const line = JSON.stringify({ id: `bench-${n}`, title: `${pick().split(' ').slice(0, 6).join(' ').replace(/[.,:;]+$/, '')} ${n}`, body: parts.join('\n\n'), lang: 'fi', kind: n % 3 ? 'guide' : 'practice' })
    if (!out.write(`${line}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

/** Words that staff would type, from the same sentences. */
export function queries(count: number): string[] {
  const lines = sentences(), next = random(11)
  return Array.from({ length: count }, () => {
    const words = lines[Math.floor(next() * lines.length)]!.match(/\p{L}{4,}/gu) ?? ['kirjasto']
    const at = Math.floor(next() * words.length)
    return words.slice(at, at + (next() < 0.4 ? 2 : 1)).join(' ').toLowerCase()
  })
}
