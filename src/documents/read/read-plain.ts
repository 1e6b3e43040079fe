import { numbered, type Reading } from './reading.ts'

/** Text, Markdown (a part for each heading) and tables of values. */
export function readPlain(bytes: Buffer, mime: string): Reading {
  const text = new TextDecoder().decode(bytes)
  const parts: { heading: string; text: string }[] = [{ heading: '', text: '' }]
  for (const line of text.split(/\r\n?|\n/)) {
    const heading = mime === 'text/markdown' ? /^#{1,6}\s+(.{1,300})$/.exec(line)?.[1] : undefined
    if (heading === undefined) parts.at(-1)!.text += `${mime === 'text/csv' ? line.replace(/[;\t]/g, ' – ') : line}\n`
    else parts.push({ heading, text: '' })
  }
  return { parts: numbered('part', parts.filter((part) => part.heading !== '' || part.text.trim() !== '')), pages: null, checks: [] }
}
