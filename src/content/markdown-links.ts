import { escapeAll, type Page } from './markdown-page.ts'
import { anchorOf, ANCHOR_PREFIX } from './sections.ts'

/** Where a link leads: an address, `missing` when it points to an item that cannot be linked, null when it may not lead anywhere. */
export type Address = { href: string; external: boolean } | 'missing' | null

const ITEM = /^laavu:\s*([^\s#]+)(?:#(\S+))?$/i

/** `given` is the destination as written in the text. */
export function addressOf(given: string, page: Page): Address {
  const item = ITEM.exec(given.trim())
  if (item) {
    const id = decoded(item[1]!)
    page.found.links.add(id)
    const target = page.links.item(id)
    return target ? { href: target.href + (item[2] ? fragmentOf(item[2]) : ''), external: false } : 'missing'
  }
  const href = cleaned(given)
  if (href === null) return null
  if (href.startsWith('#')) return href.length > 1 ? { href: fragmentOf(href.slice(1)), external: false } : null
  const scheme = schemeOf(href)
  if (scheme) return /^(?:https?|mailto|tel)$/.test(scheme) ? { href, external: scheme.startsWith('http') } : null
  return isLocal(href) ? { href, external: false } : null
}

export function linkHtml(address: Address, label: string, page: Page): string {
  if (address === null) return label
  if (address === 'missing') return missing(label, page.words.of.missingLink, page)
  return `<a href="${escapeAll(address.href)}"${address.external ? ' rel="noopener noreferrer ugc"' : ''}>${label}</a>`
}

/**
 * A stored picture is shown. One on another server becomes a link, for a page that fetches it would tell that server who reads what.
 * `alt` is escaped text.
 */
export function imageHtml(given: string, alt: string, page: Page): string {
  const written = given.trim()
  const address = cleaned(written)
  const scheme = schemeOf(address ?? '')
  if (address === null || address === '') return alt
  if (scheme === 'http' || scheme === 'https') {
    return page.inLink ? alt : linkHtml({ href: address, external: true }, alt.trim() === '' ? escapeAll(written) : alt, page)
  }
  if (scheme || !isLocal(address)) return alt
  page.found.images.add(written)
  const src = page.links.image(written)
  // its words may name who is in it: they go with it
  if (src === '') return `<span class="muted"${page.words.mark}>${page.words.of.hiddenImage}</span>`
  return src === null ? missing(alt, page.words.of.missingImage, page) : `<img src="${escapeAll(src)}" alt="${alt}" loading="lazy">`
}

const missing = (label: string, why: string, { words }: Page) => `<span class="missing-link">${label}<span class="bad"${words.mark}> (${why})</span></span>`

const schemeOf = (address: string) => /^([a-z][a-z0-9+.-]*):/.exec(address)?.[1]

const fragmentOf = (written: string) => `#${anchorOf(decoded(written).replace(new RegExp(`^${ANCHOR_PREFIX}`), ''))}`

/** Not `//host`, not `\\host`, and no colon that another reader could take for the end of a scheme. */
const isLocal = (href: string) => !/^[/\\]{2}/.test(href) && !/^[^/?#]*:/.test(href)

/** As an address is written in HTML: character references resolved, no control characters, the scheme in small letters, the rest percent-encoded. */
function cleaned(given: string): string | null {
  const plain = given.replace(/&amp;/gi, '&').replace(/&#(?:[xX]([\da-fA-F]{1,6})|(\d{1,7}));/g, (_, hex?: string, dec?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(dec)
    return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\uFFFD' : String.fromCodePoint(code)
  })
  try {
    const address = encodeURI(plain.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, '').trim()).replaceAll('%25', '%')
    return address.replace(/^[a-z][a-z0-9+.-]*:/i, (scheme) => scheme.toLowerCase())
  } catch {
    return null
  }
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}
