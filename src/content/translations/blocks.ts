import { sectionLines } from '../markdown-section-lines.ts'

/** A section of a text as it is translated: an h2 with all under it; '' is the title with what comes before the first h2. */
export interface Block { anchor: string; /** Markdown, the heading included */ text: string; /** its first line in the body */ from: number }
interface Text { title: string; body: string }

export function blocksOf({ title, body }: Text, lang: string): Block[] {
  const lines = body.split('\n'), sections: { anchor: string; from: number; to: number }[] = []
  // an h3 section lies inside the lines of its h2
  for (const section of sectionLines(body, lang)) if (section.from >= (sections.at(-1)?.to ?? 0)) sections.push(section)
  const between = (from: number, to: number) => lines.slice(from, to).join('\n').trim()
  return [
    { anchor: '', text: `# ${title}\n\n${between(0, sections[0]?.from ?? lines.length)}`.trim(), from: 0 },
    ...sections.map(({ anchor, from, to }) => ({ anchor, text: between(from, to), from })),
  ]
}

/** The text before the first heading, without the title that its block begins with. */
export const introOf = (block: Block) => block.text.replace(/^# .*\n*/, '')

const underHeading = ({ text }: Block) => text.replace(/^.*\n?/, '').trim()

/** Where the sections of a text are in its next version: by anchor, else by the same words under a new heading, else by their place between neighbours. */
export function pairBlocks(before: readonly Block[], after: readonly Block[]): Map<string, string> {
  const pairs = new Map<string, string>(), taken = new Set<string>()
  const pair = (old: Block, now: Block) => { pairs.set(old.anchor, now.anchor); taken.add(now.anchor) }
  for (const old of before) { const now = after.find(({ anchor }) => anchor === old.anchor); if (now) pair(old, now) }
  for (const old of before) {
    if (pairs.has(old.anchor) || underHeading(old) === '') continue
    const now = after.find((block) => !taken.has(block.anchor) && underHeading(block) === underHeading(old))
    if (now) pair(old, now)
  }
  for (let i = 1; i < before.length; i++) {
    if (pairs.has(before[i]!.anchor)) continue
    const neighbour = pairs.get(before[i - 1]!.anchor), from = after.findIndex(({ anchor }) => anchor === neighbour) + 1
    const old = runOf(before.slice(i), (block) => !pairs.has(block.anchor)), now = runOf(after.slice(from), (block) => !taken.has(block.anchor))
    if (neighbour !== undefined && old.length === now.length) for (const [n, block] of old.entries()) pair(block, now[n]!)
    i += old.length - 1
  }
  return pairs
}

function runOf(blocks: readonly Block[], belongs: (block: Block) => boolean): Block[] {
  const end = blocks.findIndex((block) => !belongs(block))
  return blocks.slice(0, end < 0 ? blocks.length : end)
}
