import { escapeHtml } from '../../platform/views/view.ts'

export interface OfflinePlaces {
  /** id of a file → its place in the archive */
  files: ReadonlyMap<string, string>
  /** id or external id of an item → its page in the archive */
  pages: ReadonlyMap<string, string>
  /** where what is not in the archive is: the address of the library */
  origin: string
}

/**
 * The HTML of a text for a page that is opened without a server: pictures come from the archive, links lead to its pages or else to the library,
 * and nothing is fetched: icons, which would be, are left out. The HTML is our own, made safe when it was saved: attributes are in double quotes.
 */
export function offlineHtml(html: string, { files, pages, origin }: OfflinePlaces): string {
  return html
    .replace(/<img\b[^>]*>/g, (tag) => {
      const src = attribute(tag, 'src'), alt = attribute(tag, 'alt') ?? '', place = files.get(/^\/tiedosto\/([\w-]+)\//.exec(src ?? '')?.[1] ?? '')
      return place === undefined ? alt : `<img src="../${escapeHtml(encodeURI(place))}" alt="${alt}">`
    })
    .replace(/<svg\b[^>]*>[\s\S]*?<\/svg>/g, '')
    .replace(/<(?:source|picture)\b[^>]*>|<\/picture>/g, '')
    .replace(/ href="(\/[^"]*)"/g, (_whole, href: string) => ` href="${target(href)}"`)

  function target(href: string) {
    const [, kind, ref, rest = ''] = /^\/(laavu|sivu|tiedosto)\/([^/#?]+)([^#]*(?:#.*)?)$/.exec(href) ?? [], anchor = /#.*$/.exec(rest)?.[0] ?? ''
    if (kind === 'tiedosto') return files.has(ref!) ? `../${escapeHtml(encodeURI(files.get(ref!)!))}` : `${origin}${href}`
    const page = kind === undefined ? undefined : pages.get(kind === 'sivu' ? ref!.replace(/-.*$/, '') : decoded(ref!))
    return page === undefined ? `${origin}${href}` : `${escapeHtml(encodeURI(page))}${anchor}`
  }
}

const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
function decoded(ref: string) { try { return decodeURIComponent(ref) } catch { return ref } }
