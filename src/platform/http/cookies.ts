import type { Request } from 'express'

/** One cookie's value, or undefined. Two cookies of one name are taken as none: another site may have set the second. */
export function parseCookie(req: Request, name: string): string | undefined {
  const header = req.headers.cookie
  if (!header?.includes(name)) return undefined // most requests have no more than the session's
  const found: string[] = []
  for (const pair of header.slice(0, 8192).split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) found.push(pair.slice(at + 1).trim())
  }
  if (found.length !== 1) return undefined
  try { return decodeURIComponent(found[0]!) } catch { return undefined }
}
