import sanitizeHtml from 'sanitize-html'
import { cleanText } from './markdown-characters.ts'
import { ANCHOR_PREFIX, type SectionReader } from './sections.ts'

const OWN_ICON = /^\/static\/icons\.svg#(?:warn|info|stop|pin)$/
const OWN_ID = new RegExp(`^${ANCHOR_PREFIX}[a-z0-9-]+$`)

/**
 * The second wall: rendering writes only what is listed here, and this proves it. An element, attribute, class, id or scheme that is not
 * listed goes, whoever wrote it.
 */
const POLICY: sanitizeHtml.IOptions = {
  allowedTags: ('a abbr b bdi blockquote br caption cite code del details div em h2 h3 h4 header hr i img ins kbd li mark ol p pre q s samp section small span '
    + 'strong sub summary sup svg table tbody td th thead tr u ul use var wbr').split(' '),
  allowedAttributes: {
    '*': ['lang', 'dir'],
    a: ['href', 'rel'],
    div: ['role', 'tabindex', 'aria-label'],
    h2: ['id'],
    h3: ['id'],
    img: ['src', 'alt', 'loading'],
    ol: ['role', 'start'],
    pre: ['tabindex'],
    section: ['id', 'aria-labelledby'],
    span: ['aria-hidden'],
    svg: ['aria-hidden'],
    td: ['data-l'],
    th: ['scope'],
    use: ['href'],
  },
  allowedClasses: {
    caption: ['vh'],
    div: ['sec-tools', 'sheet', 'scroll', 'note', 'warn', 'info', 'stop', 'local', 'slot'],
    li: ['task'],
    ol: ['steps'],
    p: ['h'],
    pre: ['plain'],
    span: ['vh', 'bad', 'muted', 'var', 'slot', 'fact', 'in-link', 'missing-link'],
    table: ['fold'],
    td: ['end', 'center'],
    th: ['end', 'center'],
  },
  selfClosing: ['br', 'hr', 'img', 'wbr'],
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: [] },
  allowProtocolRelative: false,
  nestingLimit: 300,
  transformTags: { a: linkOut, img: pictureIn, section: ownIds, h2: ownIds, h3: ownIds, use: ownIcon },
}

/** Safe HTML: a byte fixed point of this function, well-formed and in NFC. `reader` is told what the page will show. */
export function sanitise(html: string, reader?: SectionReader): string {
  if (!reader) return written(sanitizeHtml(html, POLICY))
  return written(sanitizeHtml(html, {
    ...POLICY,
    onOpenTag: (name, attributes) => reader.open(name, attributes),
    onCloseTag: (name) => reader.close(name),
    textFilter: (text) => {
      reader.text(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))
      return text
    },
  }))
}

/** As browsers write it: `<br>`. Text and values hold no bare `>`. */
const written = (html: string) => cleanText(html).replaceAll(' />', '>')

/** Browsers drop line ends and tabs from addresses: `/⇥/host` is another server. */
const cleanAddress = (address: string) => cleanText(address).replace(/[\t\n]/g, '').trim()
/** A known scheme, or no colon in the first part and not `//host`. */
const LEADS_WELL = /^(?:(?:https?|mailto|tel):|(?![/\\]{2})[^:/?#]*(?:[/?#]|$))/i

/** Every link that leaves is marked so, and an address is cleaned before its scheme is judged. */
function linkOut(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const { href, lang, dir } = attribs
  const address = cleanAddress(href ?? '')
  const kept = address !== '' && LEADS_WELL.test(address) ? address : undefined
  return { tagName, attribs: given({ lang, dir, href: kept, rel: kept && /^https?:/i.test(kept) ? 'noopener noreferrer ugc' : undefined }) }
}

function pictureIn(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  return { tagName, attribs: { ...attribs, ...given({ src: attribs['src'] === undefined ? undefined : cleanAddress(attribs['src']) }) } }
}

function ownIds(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  for (const name of ['id', 'aria-labelledby']) if (attribs[name] !== undefined && !OWN_ID.test(attribs[name])) delete attribs[name]
  return { tagName, attribs }
}

function ownIcon(tagName: string, { href = '' }: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  return { tagName, attribs: given({ href: OWN_ICON.test(href) ? href : undefined }) }
}

const given = (attributes: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined))
