import type { RequestHandler } from 'express'
import { HttpError } from './errors.ts'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses every write that another site's page could have sent. Browsers send Sec-Fetch-Site over https and to localhost; over plain
 * http they send Origin. A write with neither, or with `Origin: null`, is refused. The second wall is the cookie's SameSite.
 */
export function sameOrigin(publicUrl: string): RequestHandler {
  const own = new URL(publicUrl).origin
  return (req, _res, next) => {
    if (READS.has(req.method)) return next()
    const site = req.get('sec-fetch-site'), origin = req.get('origin')
    const fromHere = (site === undefined || site === 'same-origin') && (origin === undefined ? site === 'same-origin' : origin === own || origin === `${req.protocol}://${req.get('host')}`)
    if (!fromHere) throw new HttpError(403, 'errors.crossSite')
    next()
  }
}
