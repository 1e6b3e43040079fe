import type { RequestHandler } from 'express'
import { lowDiskWords } from './admin/admin.views.ts'
import { diskOf } from './admin/system-status.ts'
import type { AppContext } from './context.ts'
import { parseCookie } from './platform/http/cookies.ts'
import { chooseLocale, LOCALE_NAMES, LOCALES } from './i18n/locales.ts'
import type { MessageKey } from './i18n/messages.ts'
import { isMessageKey, t } from './i18n/translate.ts'
import { maybeViewer } from './people/auth/access.ts'
import { isAtLeast } from './people/viewer.ts'
import { takeFlash } from './platform/http/flash.ts'
import type { Shell } from './platform/views/shell.ts'

const NAVIGATION: { href: string; key: MessageKey }[] = [
  { href: '/selaa', key: 'shell.guides' },
  { href: '/viestipohjat', key: 'shell.templates' },
  { href: '/perehdytys', key: 'shell.onboarding' },
  { href: '/tiedotteet', key: 'shell.notices' },
  { href: '/kuka-auttaa', key: 'shell.whoHelps' },
]

/** What every page shows around its content: language, menu, who is signed in. */
export function shell(app: Pick<AppContext, 'config'>): RequestHandler {
  return async (req, res, next) => {
    const viewer = maybeViewer(res), path = req.path
    const locale = chooseLocale(viewer?.locale ?? parseCookie(req, 'kieli'), req.get('accept-language'))
    const flash = takeFlash(req, res)
    const made: Shell = {
      locale,
      theme: viewer?.theme ?? '',
      viewer: viewer ? { name: viewer.name, municipality: viewer.municipalityName, municipalityHref: `/selaa?kunta=${viewer.municipalitySlug}` } : null,
      // made when a page is: a kept one has them already
      get nav() { return viewer ? NAVIGATION.map(({ href, key }) => ({ href, label: t(locale, key), current: path === href || path.startsWith(`${href}/`) })) : [] },
      get languages() { return LOCALES.map((code) => ({ code, name: LOCALE_NAMES[code], current: code === locale })) },
      flash: flash !== null && isMessageKey(flash) ? t(locale, flash) : null,
      lowDisk: viewer && isAtLeast(viewer, 'admin') ? lowDiskWords(await diskOf(app.config), locale) : null,
      path,
    }
    res.locals.shell = made
    next()
  }
}

