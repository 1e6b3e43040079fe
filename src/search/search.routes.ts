import { Router } from 'express'
import { visibleItemsByIds, type ItemCard } from '../content/items.queries.ts'
import { askableTeams } from '../content/questions/questions.queries.ts'
import type { AppContext } from '../context.ts'
import { allow, seesOf, viewerOf } from '../people/auth/access.ts'
import { municipalityNames } from '../people/people.queries.ts'
import { isAtLeast, type Viewer } from '../people/viewer.ts'
import { maybeSession } from '../people/auth/session.ts'
import { doNotKeep, keptPages } from '../platform/http/kept-pages.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse } from '../platform/http/parse.ts'
import { searchExportRoutes } from './export.routes.ts'
import { findItems, type Answer } from './find-items.ts'
import { showSections } from './result-sections.ts'
import { PER_PAGE, readSearching, type Searching } from './search-address.ts'
import { chooseTeam } from './failed/choose-team.ts'
import { countFailed, failedKey, hasFailed } from './failed/failed-searches.ts'
import { failedByKey } from './failed/failed.queries.ts'
import { failedRoutes } from './failed/failed.routes.ts'
import type { Names } from './search-facets.ts'
import { subjectsBySlug } from './search.queries.ts'
import { isSearchCurrent } from './search.sync.ts'
import { suggestReply, SuggestQuery } from './suggest-reply.ts'
import { suggest } from './suggest.ts'
import { synonymRoutes } from './synonyms/synonyms.routes.ts'
import { nothingPage, nothingView, resultsPage, resultsView, startPage, startView } from './search.views.ts'

const SNIPPET = { length: 220, steps: false, others: 3 }
const ANSWER = { length: 420, steps: true, others: 3 }
const MOST_NAMED = 20
/** An answer of fewer items is made anew each time: what is missing may come in any moment, and it is counted who misses it. */
const KEPT_FROM = 10

export function searchRoutes(app: AppContext) {
  const routes = Router()

  routes.get('/haku', allow('reader'), keptPages(app, seesOf), async (req, res) => {
    const searching = readSearching(req.query), viewer = viewerOf(res), { locale } = viewer, now = app.now().toISOString()
    if (searching.q === '') return sendPage(res, startView, startPage(viewer))
    const answer = await findItems(app, viewer, { typed: searching.q, filters: searching.filters, asTyped: searching.asTyped, offset: (searching.page - 1) * PER_PAGE, limit: PER_PAGE, explain: searching.explain && isAtLeast(viewer, 'editor') })
    if (answer.complete !== null || answer.total < KEPT_FROM || app.search.name !== 'sqlite' || !(await isSearchCurrent(app))) doNotKeep(res)
    const names = await namesFor(app, answer, searching), isFailed = hasFailed(searching, answer), key = isFailed ? failedKey(app.analyser, searching.q, answer.query) : ''
    // counted when the answer is on its way: a search never waits for it, and answers when nothing can be written too
    if (key !== '') res.on('finish', () => { countFailed(app, viewer, searching.q, key).catch((error: unknown) => { app.log.warn({ err: error }, 'failed search not counted') }) })
    const answered = await answeringItem(app, viewer, now, key), team = isFailed ? await chooseTeam(app, viewer, answer) : null
    // nobody else notices, and nobody else can do anything about it
    const onReserve = isAtLeast(viewer, 'admin') && app.search.trouble() !== null
    if (answer.results.length === 0) {
      const ask = isFailed ? { team, teams: await askableTeams(app.db, viewer, now) } : null
      return sendPage(res, nothingView, nothingPage(locale, searching, answer, names, { answered, ask, onReserve }))
    }
    const isBest = searching.page === 1 && answer.complete !== 0
    const shown = await showSections(app, answer, (index) => (isBest && index === 0 ? ANSWER : SNIPPET), viewer)
    sendPage(res, resultsView, resultsPage(viewer, locale, now, searching, answer, names, shown, { isBest, answered, team, onReserve }))
  })

  routes.use(searchExportRoutes(app))
  routes.use(failedRoutes(app))
  routes.use(synonymRoutes(app))

  routes.get('/haku/ehdotukset', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), { q } = parse(SuggestQuery, req.query), isShared = maybeSession(res)?.shared ?? true
    res.set('Cache-Control', 'no-store').json(suggestReply(viewer.locale, isShared ? null : viewer.id, await suggest(app, viewer, q)))
  })

  return routes
}

/** The item that an editor has named as the answer to this failed search, when the viewer sees it. */
async function answeringItem({ db }: AppContext, viewer: Viewer, now: string, key: string): Promise<ItemCard | null> {
  const itemId = key === '' ? null : (await failedByKey(db, key))?.item_id ?? null
  return itemId === null ? null : (await visibleItemsByIds(db, viewer, now, [itemId]))[0] ?? null
}

async function namesFor({ db }: AppContext, { facets }: Answer, { filters }: Searching): Promise<Names> {
  const slugs = [...facets.subject.slice(0, MOST_NAMED).map(({ value }) => value), ...filters.subject]
  const subjects = slugs.length > 0 ? await subjectsBySlug(db, slugs) : []
  const municipalities = new Map((await municipalityNames(db)).map(({ slug, name }) => [slug, name]))
  return { municipalities, subjects: new Map(subjects.map((subject) => [subject.slug, subject])) }
}
