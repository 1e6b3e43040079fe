import { randomUUID } from 'node:crypto'
import { ServerResponse } from 'node:http'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Request, RequestHandler, Response } from 'express'
import type { AppContext } from '../../context.ts'
import type { Shell } from '../views/shell.ts'
import { lastChangeId } from '../changes/changes.queries.ts'
import type { DatabaseState } from '../database/unwritten.ts'

/** Zipped bytes that the pages of one route take at most; the reading page is what people open most. */
export const MANY = 8 * 1024 * 1024, FEW = 4 * 1024 * 1024
/** What a page says of the time (what is in force, how late a review is) may be this old, in milliseconds. */
const FRESH = 60_000
/** People and pages of which it is known that nothing there is their own. */
const MOST_WITHOUT = 5000

/** Only zipped, a quarter of the page: that is what browsers take. `ownAt`: where in the page itself what is one person's own stands. */
interface Kept { zipped: Buffer; ownAt: number; change: number; until: number }
/** What is known for as long as nothing is written: the newest change, and until when whom has nothing of her own on which page. */
interface Read { change: number | null; withoutOwn: Map<string, number> }
interface Keeping { send(html: string): void }

/** `made`: the newest change when the page was made, `newest`: the newest now */
type IsConcerned = (req: Request, made: number, newest: number) => Promise<boolean>

/** Where a kept page has room for what is one person's own. Nobody can write it into a text: it is new with each start. */
export const OWN_PLACE = `<!-- ${randomUUID()} -->`

/** What is one person's own on a page: whose it is, and its HTML, '' for most people. */
interface OwnPart { whose(res: Response): number; html(req: Request, res: Response): Promise<string> }

/**
 * Keeps pages that many people open, as they were sent, until anything at all is written to the change log. Only for pages that know the
 * viewer by what `sees` names: whoever sees the same gets the same bytes. Rights are part of `sees` and hold for each request. What is one
 * person's own is made by `own` for each request and stands at OWN_PLACE: it is never kept, only that there is nothing. `isConcerned` may know of
 * changes that the page has nothing to do with.
 */
export function keptPages(app: AppContext, sees: (res: Response) => readonly unknown[], own: OwnPart | null = null, largest = FEW, isConcerned: IsConcerned = () => Promise.resolve(true)): RequestHandler {
  const pages = new Map<string, Kept>(), reads = new WeakMap<DatabaseState, Read>()
  let size = 0
  const drop = (key: string) => {
    size -= pages.get(key)?.zipped.length ?? 0
    pages.delete(key)
  }
  const keep = (key: string, known: Kept) => {
    drop(key)
    pages.set(key, known)
    size += known.zipped.length
    for (const oldest of pages.keys()) if (size > largest) drop(oldest)
  }
  const readIn = (state: DatabaseState | null | undefined) => {
    if (!state) return null
    const read = reads.get(state) ?? { change: null, withoutOwn: new Map<string, number>() }
    reads.set(state, read)
    return read
  }
  /** `key` names the page and all that is known of the viewer, but not who she is. */
  const ownHtmlOf = async (req: Request, res: Response, key: string, now: number, withoutOwn: Map<string, number> | undefined) => {
    if (!own) return ''
    const whole = `${own.whose(res)} ${key}`
    if ((withoutOwn?.get(whole) ?? 0) > now) return ''
    const html = await own.html(req, res)
    if (html === '' && withoutOwn && withoutOwn.size < MOST_WITHOUT) withoutOwn.set(whole, now + FRESH)
    return html
  }

  return async (req, res, next) => {
    const key = JSON.stringify([req.originalUrl, ...sees(res)]), now = app.now().getTime(), read = readIn(res.locals.databaseState as DatabaseState | null | undefined)
    const ownHtml = await ownHtmlOf(req, res, key, now, read?.withoutOwn)
    res.locals.ownHtml = ownHtml
    if ((res.locals.shell as Shell).flash !== null) return next() // a sentence for this one viewer, this one time
    const change = read?.change ?? await lastChangeId(app.db)
    if (read) read.change = change
    const known = pages.get(key)
    if (known && known.until > now && (known.change === change || !(await isConcerned(req, known.change, change)))) return send(req, res, known, ownHtml)
    res.locals.keeping = {
      send(html) {
        const [before = '', after = ''] = html.split(OWN_PLACE, 2), made: Kept = { zipped: alone(gzipSync(before + after)), ownAt: Buffer.byteLength(before), change, until: now + FRESH }
        keep(key, made)
        send(req, res, made, ownHtml)
      },
    } satisfies Keeping
    next()
  }
}

/** A copy with memory of its own: what zlib gives lies in a block of 16 kB, and other new buffers in one of 64 kB, and each would keep its block. */
function alone(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(copy)
  return copy
}

function send(req: Request, res: Response, known: Kept, ownHtml: string) {
  const asksFor = req.headers['accept-encoding'], isZipped = ownHtml === '' && asksFor !== undefined && Boolean(req.acceptsEncodings('gzip'))
  const bytes = isZipped ? known.zipped : withOwn(known, ownHtml)
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Content-Length': bytes.length, Vary: 'Accept-Encoding', ...(isZipped ? { 'Content-Encoding': 'gzip' } : {}) }
  // what is zipped, or is not to be, goes out past the compression, which would only find that out again
  if (isZipped || asksFor === undefined) ServerResponse.prototype.writeHead.call(res, 200, headers)
  else res.set(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])))
  return req.method === 'HEAD' ? res.end() : res.end(bytes)
}

function withOwn({ zipped, ownAt }: Pick<Kept, 'zipped' | 'ownAt'>, ownHtml: string): Buffer {
  const bytes = gunzipSync(zipped)
  return ownHtml === '' ? bytes : Buffer.concat([bytes.subarray(0, ownAt), Buffer.from(ownHtml), bytes.subarray(ownAt)])
}
/** The page as this one viewer gets it, when it is not kept. */
export const ownPage = (res: Response, html: string) => html.replace(OWN_PLACE, () => String(res.locals.ownHtml ?? ''))

/** For a page that turns out to be one person's own. */
export const doNotKeep = (res: Response) => { delete res.locals.keeping }
export const keepingOf = (res: Response) => res.locals.keeping as Keeping | undefined
