import type { NextFunction, Request, Response } from 'express'
import { formBody } from '../../platform/http/form.ts'
import { sendPage, shellOf } from '../../platform/http/page.ts'
import { localeOf } from '../locale-of.ts'
import { signInPage, signInView } from './auth.views.ts'
import { typedFields, type KeptField } from './kept-fields.ts'
import { ownPath } from './own-path.ts'

const KEEP_AT_MOST = 1_000_000

/**
 * The answer to someone whose session has ended or never began: a page to be read is asked for again after signing in; a form that was
 * sent is kept on the sign-in page. False: this request has no pages (the API), so the plain error is the answer.
 */
export function signInInstead(req: Request, res: Response, next: NextFunction): boolean {
  if (!shellOf(res)) return false
  const path = ownPath(req.originalUrl)
  if (req.method === 'GET' || req.method === 'HEAD') res.redirect(303, path === '/' ? '/kirjaudu' : `/kirjaudu?jatka=${encodeURIComponent(path)}`)
  else if (!req.is('urlencoded') || Number(req.get('content-length') ?? 0) > KEEP_AT_MOST) sendKept(res, path, null)
  else formBody(req, res, (error?: unknown) => {
    try {
      sendKept(res, path, error ? null : typedFields(req.body))
    } catch (fault) {
      next(fault)
    }
  })
  return true
}

function sendKept(res: Response, next: string, kept: KeptField[] | null) {
  const page = signInPage(localeOf(res), { next, post: kept !== null, ended: true, kept: kept ?? [], notKept: kept === null })
  sendPage(res, signInView, page, 401)
}
