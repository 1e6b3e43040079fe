import type { Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'

const PERMISSIONS = ['camera', 'geolocation', 'microphone', 'payment', 'usb', 'browsing-topics'].map((name) => `${name}=()`).join(', ')

/** The same headers on every answer, errors and static files included: nothing inline, nothing from elsewhere. As they never differ, helmet is asked for them once. */
export function securityHeaders(https: boolean): RequestHandler {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'"], fontSrc: ["'self'"], connectSrc: ["'self'"],
        formAction: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"], objectSrc: ["'none'"], manifestSrc: ["'self'"],
        requireTrustedTypesFor: ["'script'"],
      },
    },
    // helmet's default (no-referrer) makes browsers send `Origin: null` with forms, which the same-origin check refuses
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  })
  const fixed = new Map([['Permissions-Policy', PERMISSIONS]])
  headers({} as Request, { setHeader: (name: string, value: string) => fixed.set(name, value), removeHeader() {} } as unknown as Response, (error?: unknown) => { if (error) throw error })
  return (_req, res, next) => {
    for (const [name, value] of fixed) res.setHeader(name, value)
    next()
  }
}
