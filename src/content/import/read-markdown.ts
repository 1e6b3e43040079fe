import { parse, YAMLParseError } from 'yaml'
import { factsOf, identify, languageOf, LANGUAGES, readFields } from './page-fields.ts'
import { textOf, titleAndBody } from './page-text.ts'
import { PageRefused, type SourcePage } from './source-page.ts'

const FRONT_MATTER = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/
const FRONT_MATTER_LIMIT = 50_000
const LANGUAGE_ENDING = new RegExp(`\\.((?:${LANGUAGES.join('|')}|nb|nn)(?:-[a-z]{2})?)$`, 'i')

/**
 * A Markdown file as a page. `name` is its path in the source without the ending: `ohjeet/kortti.sv` is the Swedish version of `ohjeet/kortti`
 * when no field says otherwise. Throws PageRefused.
 */
export function readMarkdown(bytes: Uint8Array, name: string): Omit<SourcePage, 'where' | 'files'> {
  const text = textOf(bytes)
  const front = FRONT_MATTER.exec(text)
  const fields = readFields(front ? yamlOf(front[1]!) : {})
  const body = front ? text.slice(front[0].length) : text
  return { ...identify(fields, idAndLang(name)), ...titleAndBody(fields.title, body, lastPart(name)), facts: factsOf(fields) }
}

function yamlOf(source: string): unknown {
  if (source.length > FRONT_MATTER_LIMIT) throw new PageRefused('Alkutiedot (front matter) ovat liian pitkät.')
  try {
    // no aliases: a few lines of them can stand for gigabytes
    return parse(source, { maxAliasCount: 0, logLevel: 'error' }) ?? {}
  } catch (error) {
    const line = error instanceof YAMLParseError ? (error.linePos?.[0].line ?? 0) + 1 : null
    throw new PageRefused(`Alkutietoja (front matter) ei voi lukea YAML-muodossa${line === null ? '' : `: tarkista rivi ${line}`}.`)
  }
}

/** The id and language that a file's name gives. */
export function idAndLang(name: string): { id: string; lang: string } {
  const ending = LANGUAGE_ENDING.exec(name)
  return ending ? { id: name.slice(0, ending.index), lang: languageOf(ending[1]!) } : { id: name, lang: 'fi' }
}

/** ohjeet/kortti.sv → kortti */
export const lastPart = (name: string) => idAndLang(name).id.split('/').at(-1)!.replace(/[_]+/g, ' ').trim() || 'Nimetön sivu'
