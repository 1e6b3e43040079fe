import path from 'node:path'
import { readLines } from './read-lines.ts'
import { factsOf, identify, readFields } from './page-fields.ts'
import { textOf, titleAndBody } from './page-text.ts'
import { PageRefused, type SourceEntry, type SourcePage } from './source-page.ts'

/** a body of a megabyte, escaped, with its fields */
const LINE_LIMIT = 3_000_000

/** The pages of a .jsonl file, line by line. A second line with the id of an earlier one and another language is its language version. */
export async function* readJsonLines(file: string): AsyncGenerator<SourceEntry> {
  let number = 0
  for await (const line of readLines(file, LINE_LIMIT)) {
    const where = `${path.basename(file)}:${++number}`
    try {
      if (line === null) throw new PageRefused('Rivi on liian pitkä. Sivun teksti saa olla enintään megatavun.')
      const text = textOf(line).trim()
      if (text !== '') yield { page: { where, ...pageOf(text), files: [] } }
    } catch (error) {
      if (!(error instanceof PageRefused)) throw error
      yield { problem: { where, reason: error.message } }
    }
  }
}

function pageOf(text: string): Omit<SourcePage, 'where' | 'files'> {
  let given: unknown
  try { given = JSON.parse(text) } catch { throw new PageRefused('Rivi ei ole kelvollista JSONia.') }
  const fields = readFields(given)
  const { body, body_md } = given as Record<string, unknown>
  const written = body ?? body_md
  if (typeof written !== 'string') throw new PageRefused('Sivulla ei ole tekstiä (body).')
  if (fields.id === undefined && fields.translation_of === undefined) throw new PageRefused('Tunnus (id) puuttuu.')
  const named = identify(fields, { id: '', lang: 'fi' })
  return { ...named, ...titleAndBody(fields.title, written.replace(/\r\n?/g, '\n'), named.externalId), facts: factsOf(fields) }
}
