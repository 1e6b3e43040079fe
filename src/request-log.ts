import type { RequestHandler } from 'express'
import type { Log } from './platform/log.ts'

/** One line per answer, without query strings, bodies or people: what was asked, how it went and how long it took. */
export function requestLog(log: Log): RequestHandler {
  return (req, res, next) => {
    const started = performance.now()
    res.on('finish', () => {
      if (res.statusCode < 500 && !log.isLevelEnabled('debug')) return
      const line = { id: res.locals.requestId, method: req.method, path: withoutToken(req.path).slice(0, 300), status: res.statusCode, ms: Math.round((performance.now() - started) * 10) / 10 }
      if (res.statusCode >= 500) log.warn(line, 'answered')
      else log.debug(line, 'answered')
    })
    next()
  }
}

/** Addresses of one-time links, shared drafts and feeds hold their secret. */
export const withoutToken = (path: string) => path.replace(/^\/(kayttoonotto|kutsu|salasana|luonnos|syote|seuranta\/lopeta)\/.+/, '/$1/…')
