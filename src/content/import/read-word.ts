import { isEncryptedOffice } from '../../files/sniff.ts'
import { checkZip, ZipRefused } from '../../files/zip-limits.ts'
import { titleAndBody } from './page-text.ts'
import { idAndLang, lastPart } from './read-markdown.ts'
import { PageRefused, type PageFile, type SourcePage } from './source-page.ts'

/** Word's own title is the page's title; mammoth knows the numbered headings by itself. */
const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"]
const LIMITS = { entries: 3000, unpacked: 100_000_000, xml: 4_000_000 }

const TOO_BIG = 'Word-asiakirja on liian suuri yhdeksi sivuksi. Jaa se useaan asiakirjaan.'
const LOCKED = 'Word-asiakirja on suojattu salasanalla. Poista salasana ja tuo se uudelleen.'
const NOT_WORD = 'Tiedosto ei ole kelvollinen Word-asiakirja (.docx).'

/** A Word document as a page: headings, lists, tables, links and images. `name` as for Markdown. Throws PageRefused. */
export async function readWord(bytes: Buffer, name: string): Promise<Omit<SourcePage, 'where'>> {
  if (isEncryptedOffice(bytes)) throw new PageRefused(LOCKED)
  try { checkZip(bytes, LIMITS) } catch (error) {
    if (error instanceof ZipRefused) throw new PageRefused(error.message === 'unpacks to too much' ? TOO_BIG : NOT_WORD)
    throw error
  }
  const { html, files } = await htmlOf(bytes), { markdownOf } = await import('./html-to-markdown.ts')
  const { id, lang } = idAndLang(name)
  return { externalId: id, lang, isTranslation: false, summary: null, ...titleAndBody(undefined, markdownOf(html), lastPart(name)), facts: {}, files }
}

async function htmlOf(bytes: Buffer) {
  const { default: mammoth } = await import('mammoth') // megabytes of memory that most servers do not need most of the time
  const files: PageFile[] = []
  const convertImage = mammoth.images.imgElement(async (image) => {
    const path = `kuva-${files.length + 1}.${image.contentType.split('/').at(-1)!.replace(/\W.*/, '')}`
    files.push({ path, name: path, bytes: await image.readAsBuffer() })
    return { src: path }
  })
  try {
    const { value } = await mammoth.convertToHtml({ buffer: bytes }, { convertImage, styleMap: STYLES, externalFileAccess: false })
    return { html: value, files }
  } catch {
    throw new PageRefused('Word-asiakirjaa ei voi lukea. Avaa se Wordissa ja tallenna uudelleen .docx-muotoon.')
  }
}
