import type { SourceEntry } from './source-page.ts'

const DEEPEST = 3

/** `2_Asiakaspalvelu/Maksut ja myöhästymiset/ohje.pdf` → Asiakaspalvelu, Maksut ja myöhästymiset: words, without numbers that order a listing. */
function folderSubjects(where: string): string[] {
  const words = where.split('/').slice(0, -1).slice(-DEEPEST).map((folder) => folder.replace(/^[\d._ -]+(?=\p{L})/u, '').replace(/_+/g, ' ').replace(/\s+/g, ' ').trim())
  return [...new Set(words.filter((word) => /\p{L}/u.test(word) && word.length <= 100))]
}

/** Gives the names of its folders to each page that does not name its own subjects. */
export async function* withFolderSubjects(source: AsyncIterable<SourceEntry>): AsyncGenerator<SourceEntry> {
  for await (const entry of source) {
    const subjects = entry.page && !entry.page.isTranslation && !entry.page.facts.subjects ? folderSubjects(entry.page.where) : []
    yield entry.page && subjects.length > 0 ? { page: { ...entry.page, facts: { ...entry.page.facts, subjects: subjects.map((label) => ({ label })) } } } : entry
  }
}
