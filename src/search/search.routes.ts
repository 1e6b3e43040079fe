import { Router } from 'express'
import type { AppContext } from '../context.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import { allMunicipalities } from '../people/people.queries.ts'
import { isAtLeast, type Viewer } from '../people/viewer.ts'
import { sendPage } from '../platform/http/page.ts'
import { findItems, type Answer } from './find-items.ts'
import { showSections } from './result-sections.ts'
import { PER_PAGE, readSearching, type Searching } from './search-address.ts'
import type { Names } from './search-facets.ts'
import { subjectsBySlug } from './search.queries.ts'
import { nothingPage, nothingView, resultsPage, resultsView, startPage, startView } from './search.views.ts'

const SNIPPET = { length: 220, steps: false, others: 3 }
const ANSWER = { length: 420, steps: true, others: 3 }
const MOST_NAMED = 20

export function searchRoutes(app: AppContext) {
  const routes = Router()

  routes.get('/haku', allow('reader'), async (req, res) => {
    const searching = readSearching(req.query), viewer = viewerOf(res), { locale } = viewer, now = app.now().toISOString()
    if (searching.q === '') return sendPage(res, startView, startPage(locale))
    const answer = await findItems(app, viewer, { typed: searching.q, filters: searching.filters, asTyped: searching.asTyped, offset: (searching.page - 1) * PER_PAGE, limit: PER_PAGE, explain: searching.explain && isAtLeast(viewer, 'editor') })
    const names = await namesFor(app, answer, searching, viewer)
    if (answer.results.length === 0) return sendPage(res, nothingView, nothingPage(locale, searching, answer, names))
    const isBest = searching.page === 1 && !answer.isRelaxed
    const shown = await showSections(app, answer, (index) => (isBest && index === 0 ? ANSWER : SNIPPET))
    sendPage(res, resultsView, resultsPage(viewer, locale, now, searching, answer, names, shown, isBest))
  })

  return routes
}

async function namesFor(app: AppContext, { facets }: Answer, { filters }: Searching, viewer: Viewer): Promise<Names> {
  const slugs = [...facets.subject.slice(0, MOST_NAMED).map(({ value }) => value), ...filters.subject]
  const subjects = slugs.length > 0 ? await subjectsBySlug(app.db, slugs) : []
  const places = await placeNames(app, [viewer.municipalitySlug, ...facets.municipality.map(({ value }) => value)])
  return { municipalities: places, subjects: new Map(subjects.map((subject) => [subject.slug, subject])) }
}

const places = new WeakMap<AppContext, Map<string, string>>()

/** Names of municipalities by slug: kept, as they change with a new version of Laavu only. */
async function placeNames(app: AppContext, slugs: string[]): Promise<Map<string, string>> {
  const known = places.get(app)
  if (known && slugs.every((slug) => known.has(slug))) return known
  const read = new Map((await allMunicipalities(app.db)).map(({ slug, name }) => [slug, name]))
  places.set(app, read)
  return read
}
