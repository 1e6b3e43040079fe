import type { Request, Response } from 'express'
import { parseCookie } from './cookies.ts'

const NAME = 'viesti'
const OPTIONS = { httpOnly: true, sameSite: 'lax', path: '/' } as const

/** One short sentence for the next page, by its key in the catalogue: a forged cookie can at most show another sentence of ours. */
export const setFlash = (res: Response, key: string) => res.cookie(NAME, key, { ...OPTIONS, maxAge: 60_000 })

/** For a page that only leads on to another: the sentence waits for that one. */
export function keepFlash(req: Request, res: Response) {
  const key = parseCookie(req, NAME)
  if (key !== undefined) setFlash(res, key)
}

export function takeFlash(req: Request, res: Response): string | null {
  const key = parseCookie(req, NAME)
  if (key === undefined || req.method !== 'GET') return null
  res.clearCookie(NAME, OPTIONS)
  return key
}
