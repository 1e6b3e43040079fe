import { Router } from 'express'
import type { AppContext } from '../context.ts'
import { INTL_TAGS } from '../i18n/locales.ts'
import { allow, seesOf, viewerOf } from '../people/auth/access.ts'
import { municipalityBySlug, teamById } from '../people/people.queries.ts'
import type { Viewer } from '../people/viewer.ts'
import { keptPages } from '../platform/http/kept-pages.ts'
import { sendPage } from '../platform/http/page.ts'
import { PER_PAGE, readBrowsing, type Browsing } from './browse-address.ts'
import { browsedItems, browseFacets, countItems, titlesOf, visibleSubject } from './browse.queries.ts'
import { browsePage, browseView } from './browse.views.ts'
import { documentThumbs } from './image-library/image-library.queries.ts'
import { visibleItemsByIds } from './items.queries.ts'
import { subjectWord } from './subject-word.ts'

export function browseRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/selaa', allow('reader'), keptPages(app, seesOf), async (req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString(), browsing = readBrowsing(req.query), { filters } = browsing
    const [total, items, facets, subject, municipality, owner] = await Promise.all([
      countItems(db, viewer, now, filters), pageOfItems(viewer, now, browsing), browseFacets(db, viewer, now, filters),
      filters.subject === null ? undefined : visibleSubject(db, viewer, now, filters.subject),
      filters.municipality === null ? undefined : municipalityBySlug(db, filters.municipality),
      filters.owner === null ? undefined : teamById(db, filters.owner),
    ])
    const names = { subject: subject ? subjectWord(subject, viewer.locale) : null, municipality: municipality?.name ?? null, owner: owner?.name ?? null }
    sendPage(res, browseView, browsePage(viewer, viewer.locale, now, browsing, { total, items, facets, names, thumbs: await documentThumbs(db, items.filter(({ kind }) => kind === 'document').map(({ id }) => id)) }))
  })

  async function pageOfItems(viewer: Viewer, now: string, { filters, order, page }: Browsing) {
    const offset = (page - 1) * PER_PAGE
    if (order !== 'name') return browsedItems(db, viewer, now, filters, order, { limit: PER_PAGE, offset })
    const alphabet = new Intl.Collator(INTL_TAGS[viewer.locale])
    const ids = (await titlesOf(db, viewer, now, filters)).toSorted((a, b) => alphabet.compare(a.title, b.title) || a.id - b.id).slice(offset, offset + PER_PAGE).map((item) => item.id)
    const items = await visibleItemsByIds(db, viewer, now, ids)
    return items.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
  }

  return routes
}
