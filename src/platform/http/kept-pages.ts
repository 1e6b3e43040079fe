import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Request, RequestHandler, Response } from 'express'
import type { AppContext } from '../../context.ts'
import type { Shell } from '../views/shell.ts'
import { lastChangeId } from '../changes/changes.queries.ts'

/** Bytes that the pages of one route take at most; the reading page is what people open most. */
export const MANY = 16 * 1024 * 1024, FEW = 4 * 1024 * 1024
/** What a page says of the time (what is in force, how late a review is) may be this old, in milliseconds. */
const FRESH = 60_000

/** `zipped`: from the second reader on, so that the same bytes are not compressed for each */
interface Kept { bytes: Buffer; zipped: Buffer | null; ownAt: number; change: number; until: number }
interface Keeping { keep(html: string): Buffer }

/** Where a kept page has room for what is one person's own. Nobody can write it into a text: it is new with each start. */
export const OWN_PLACE = `<!-- ${randomUUID()} -->`

/**
 * Keeps pages that many people open, as they were sent, until anything at all is written to the change log. Only for pages that know the
 * viewer by what `sees` names: whoever sees the same gets the same bytes. Rights are part of `sees` and are read anew for each request. What
 * is one person's own is made by `own` for each request and stands at OWN_PLACE: it is never kept.
 */
export function keptPages(app: AppContext, sees: (res: Response) => readonly unknown[], own: (req: Request, res: Response) => Promise<string> = nothing, largest = FEW): RequestHandler {
  const pages = new Map<string, Kept>()
  let size = 0
  const drop = (key: string) => {
    const known = pages.get(key)
    size -= known ? known.bytes.length + (known.zipped?.length ?? 0) : 0
    pages.delete(key)
  }
  const grow = (by: number) => {
    size += by
    for (const oldest of pages.keys()) if (size > largest) drop(oldest)
  }
  const zip = (known: Kept) => {
    known.zipped = gzipSync(known.bytes)
    grow(known.zipped.length)
    return known.zipped
  }
  const send = (req: Request, res: Response, known: Kept, ownHtml: string) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8')
    res.setHeader('Cache-Control', 'no-store')
    const isZipped = ownHtml === '' && Boolean(req.acceptsEncodings('gzip'))
    if (isZipped) res.setHeader('Content-Encoding', 'gzip')
    if (req.method === 'HEAD') return res.end()
    const bytes = isZipped ? (known.zipped ?? zip(known)) : withOwn(known, ownHtml)
    res.setHeader('Content-Length', bytes.length) // not in pieces; compression takes it away when it compresses
    return res.end(bytes)
  }

  return async (req, res, next) => {
    const ownHtml = await own(req, res)
    res.locals.ownHtml = ownHtml
    if ((res.locals.shell as Shell).flash !== null) return next() // a sentence for this one viewer, this one time
    const key = JSON.stringify([req.originalUrl, ...sees(res)]), change = await lastChangeId(app.db), now = app.now().getTime()
    const known = pages.get(key)
    if (known && known.change === change && known.until > now) return send(req, res, known, ownHtml)
    res.locals.keeping = {
      keep(html) {
        const [before = '', after = ''] = html.split(OWN_PLACE, 2), bytes = Buffer.from(before + after), ownAt = Buffer.byteLength(before)
        drop(key)
        pages.set(key, { bytes, zipped: null, ownAt, change, until: now + FRESH })
        grow(bytes.length)
        return withOwn({ bytes, ownAt }, ownHtml)
      },
    } satisfies Keeping
    next()
  }
}

const nothing = () => Promise.resolve('')
const withOwn = ({ bytes, ownAt }: Pick<Kept, 'bytes' | 'ownAt'>, ownHtml: string) =>
  (ownHtml === '' ? bytes : Buffer.concat([bytes.subarray(0, ownAt), Buffer.from(ownHtml), bytes.subarray(ownAt)]))
/** The page as this one viewer gets it, when it is not kept. */
export const ownPage = (res: Response, html: string) => html.replace(OWN_PLACE, () => String(res.locals.ownHtml ?? ''))

/** For a page that turns out to be one person's own. */
export const doNotKeep = (res: Response) => { delete res.locals.keeping }
export const keepingOf = (res: Response) => res.locals.keeping as Keeping | undefined
