import express, { type RequestHandler } from 'express'
import { HttpError } from './errors.ts'

/** Reads a JSON body: only `application/json` in UTF-8, and only if no object in it names a key twice (JSON.parse would silently take the last). */
export const jsonBody: RequestHandler[] = [
  (req, _res, next) => {
    const charset = /charset\s*=\s*"?([\w-]+)/i.exec(req.get('content-type') ?? '')?.[1]
    if (req.is('application/json') && (charset === undefined || charset.toLowerCase() === 'utf-8')) next()
    else throw new HttpError(415, 'errors.mediaType')
  },
  express.text({ type: 'application/json', limit: '1.5mb', defaultCharset: 'utf-8' }),
  (req, _res, next) => {
    try {
      req.body = typeof req.body === 'string' && !hasRepeatedKey(req.body) ? JSON.parse(req.body) : undefined
    } catch {
      req.body = undefined
    }
    if (req.body === undefined) throw new HttpError(400, 'errors.badJson')
    next()
  },
]

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/gs

/** Walks the text's punctuation and strings once; linear in its length. Nesting below 100 levels counts as repeated: nothing of ours is that deep. */
export function hasRepeatedKey(json: string): boolean {
  const open: (Set<string> | null)[] = []
  let last = ''
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      if (open.push(token === '{' ? new Set() : null) > 100) return true
    } else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      const keys = open.at(-1), key = unescaped(last)
      if (keys?.has(key)) return true
      keys?.add(key)
    }
    last = token
  }
  return false
}

const unescaped = (quoted: string) => (quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1))
