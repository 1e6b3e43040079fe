import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { FlatPage } from '../src/documents/fixtures/flat-office.ts'

export interface Text { name: string; lang: 'fi' | 'se'; pages: FlatPage[] }
/** Letters of a page: what surely fits on one. */
const PAGE = 1_100, LINES = 12

/** Plain paragraphs of a Markdown text. */
const paragraphsOf = (markdown: string) => markdown.replace(/<!--[\s\S]*?-->/g, ' ').replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/https?:\/\/\S+/g, ' ').split(/\n+/)
  .map((line) => line.replace(/<[^>]{0,200}>|\S{50,}/g, ' ').replace(/[^\p{L}\p{N}\p{P}\s]|[#>*_`|\\~^{}]/gu, ' ').replace(/\s+/g, ' ').trim().normalize('NFC')).filter((line) => /\p{L}/u.test(line))

function pagesOf(lines: string[]): FlatPage[] {
  const pages: FlatPage[] = []
  let letters = 0
  for (const line of lines.flatMap((whole) => whole.match(/.{1,900}(?:\s|$)/gs) ?? [])) {
    const page = pages.at(-1)
    if (!page || letters + line.length > PAGE || page.lines.length >= LINES) { pages.push({ heading: line.split(' ').slice(0, 6).join(' ').slice(0, 80), lines: [line.trim()] }); letters = line.length } else { page.lines.push(line.trim()); letters += line.length }
  }
  return pages
}

/** The Finnish and Sámi texts below a folder: `*.fi.md`, `*.se.md`, and of `*_fi.jsonl` each twentieth text, ten to a file. */
export function readTexts(folder: string): Text[] {
  const names = (readdirSync(folder, { recursive: true }) as string[]).toSorted(), texts: Text[] = []
  for (const name of names) {
    const lang = /\.(fi|se)\.md$/.exec(name)?.[1] as 'fi' | 'se' | undefined
    if (lang) texts.push({ name: `${path.basename(name, '.md').replace('.', '-')}`, lang, pages: pagesOf(paragraphsOf(readFileSync(path.join(folder, name), 'utf8'))) })
    if (!name.endsWith('_fi.jsonl')) continue
    const lines = readFileSync(path.join(folder, name), 'utf8').split('\n').filter((line, n) => line !== '' && n % 20 === 0).map((line) => JSON.parse(line) as { title: string; body_md: string })
    for (let n = 0; n < lines.length; n += 10) texts.push({ name: `ohjeet-${n / 10 + 1}`, lang: 'fi', pages: pagesOf(lines.slice(n, n + 10).flatMap(({ title, body_md }) => paragraphsOf(`${title}\n${body_md}`))) })
  }
  return texts
}
