import type { RequestHandler } from 'express'
import helmet from 'helmet'

const PERMISSIONS = ['camera', 'geolocation', 'microphone', 'payment', 'usb', 'browsing-topics'].map((name) => `${name}=()`).join(', ')

/** The same headers on every answer, errors and static files included: nothing inline, nothing from elsewhere. */
export function securityHeaders(https: boolean): RequestHandler[] {
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
  return [headers, (_req, res, next) => { res.set('Permissions-Policy', PERMISSIONS); next() }]
}
