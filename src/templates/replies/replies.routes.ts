import { Router, type Request, type Response } from 'express'
import { noteReading } from '../../content/access-log.queries.ts'
import { numberIn } from '../../content/edit-address.ts'
import { sentenceLocale } from '../../content/edit-writing.ts'
import { itemAddress, itemLink, textFor } from '../../content/item-link.ts'
import { findVisibleItem, itemTexts } from '../../content/items.queries.ts'
import { allFacts, factValues, type FactValue } from '../../content/facts/facts.queries.ts'
import { languageName } from '../../content/languages.ts'
import type { AppContext } from '../../context.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import { t } from '../../i18n/translate.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { notFound } from '../../platform/http/errors.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { typedText } from '../../platform/http/parse.ts'
import { MESSAGE_LANGUAGES, type MessageLanguage } from '../message-languages.ts'
import { openWords } from '../problem-words.ts'
import { readValues } from '../read-values.ts'
import { renderTemplate } from '../render-template.ts'
import { selectGroups } from '../select-groups.ts'
import type { Column, Field } from '../template-definition.ts'
import { parseTemplate } from '../template-language.ts'
import { loadPlaces, type KnownLibrary } from '../template-places.ts'
import { run } from '../template-results.ts'
import { visibleReplies } from './replies.queries.ts'
import { repliesView, replyView } from './replies.views.ts'
import { answersOf, placesIn } from './reply-text.ts'

/** The reply bank: answers that are ready to be copied to a customer, their places filled from what is known of the library. */
export function replyRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/viestipohjat/vastaukset', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), rows = (await visibleReplies(db, viewer, app.now().toISOString())).map((item) => {
      const { title, lang } = itemLink(item, viewer.locale)
      return { href: `/viestipohjat/vastaukset/${item.id}`, title, lang }
    })
    sendPage(res, repliesView, { title: t(viewer.locale, 'templates.replies'), rows })
  })
  routes.get('/viestipohjat/vastaukset/:id', allow('reader'), (req, res) => reply(req, res, null))
  routes.post('/viestipohjat/vastaukset/:id', allow('reader'), formBody, (req, res) => reply(req, res, req.body))

  async function reply(req: Request, res: Response, body: unknown) {
    const viewer = viewerOf(res), { locale } = viewer, now = app.now(), item = await findVisibleItem(db, viewer, now.toISOString(), numberIn(req))
    if (item?.kind !== 'qa') throw notFound()
    await noteReading(db, now.toISOString(), viewer, item, 'page')
    const texts = await itemTexts(db, item.id), asked = texts.find(({ lang }) => lang === req.query['kieli']), shown = asked ?? textFor(texts, locale, item.language)
    if (!shown) throw notFound()
    const places = await loadPlaces(db), facts = await allFacts(db), before = typedText(body, '_kirjasto'), chosen = places.library(typedText(body, 'kirjasto')) ?? places.libraries.find(({ municipality }) => municipality.slug === viewer.municipalitySlug)
    const answers = answersOf(shown.body), open = placesIn(answers.map(({ text }) => text).join('\n')), names = open.filter((name) => name !== 'kirjasto'), language = MESSAGE_LANGUAGES.find((one) => one === shown.lang) ?? 'fi'
    const known = chosen ? await valuesOf(chosen, now) : new Map<string, FactValue>(), library: Column = { name: 'kirjasto', label: 'kirjasto', help: '', required: true, type: 'library' }
    // a library of another choice brings its own values; what was typed stays while the library is the same
    const values = new Map(names.map((name) => {
      const fact = factOf(known, name, language), typed = typedText(body, name)
      return [name, body !== null && before === (chosen?.key ?? '') ? typed : fact ?? typed] as const
    }))
    // the place is named as the fact that fills it, in Finnish
    const labelOf = (name: string) => facts.find((fact) => fact.name === name || fact.name === name.replace(/^kirjasto_/, ''))?.label_fi ?? name.replaceAll('_', ' ')
    const fields: Field[] = [library, ...names.map((name): Field => ({ name, label: labelOf(name), help: '', required: true, type: 'longtext' }))]
    const read = readValues(fields, { kirjasto: chosen?.key ?? '', ...Object.fromEntries(values) }, places)
    sendPage(res, replyView, {
      title: shown.title, titleLang: shown.lang === locale ? null : shown.lang, about: itemAddress(item.id, item.texts.find(({ lang }) => lang === shown.lang)?.slug ?? ''), action: `/viestipohjat/vastaukset/${item.id}${asked ? `?kieli=${asked.lang}` : ''}`,
      lang: shown.lang, languages: texts.map(({ lang }) => ({ href: `/viestipohjat/vastaukset/${item.id}?kieli=${lang}`, name: languageName(lang), code: lang, current: lang === shown.lang })),
      libraries: selectGroups({ locale, places, municipalitySlug: viewer.municipalitySlug }, library, chosen?.key ?? '')
        .flatMap(({ options }) => options.map(({ value, label, lang, selected }) => ({ value, name: label, lang, chosen: selected }))),
      fields: names.map((name) => ({ id: `k-${name}`, name, label: labelOf(name), value: values.get(name) ?? '', known: factOf(known, name, language) !== undefined })),
      answers: answers.map(({ question, text }, index) => {
        const { pieces, problems } = renderTemplate(parseTemplate(text).nodes, { fields, values: read.values, language })
        return { id: index === 0 ? 'vastaus' : `vastaus-${index + 1}`, question, text: pieces.map(run), open: openWords(locale, fields, item.owner_team, language, problems) }
      }),
      library: chosen?.key ?? '', fills: open.length > 0,
    })
  }

  const valuesOf = (library: KnownLibrary, now: Date) => factValues(db, { municipalityId: library.municipality.id, libraryId: library.id, on: finnishDay(now) })

  return routes
}

/** `kirjasto_puhelin` is the fact of that name, or the phone (`puhelin`) of the library. */
function factOf(known: ReadonlyMap<string, FactValue>, name: string, language: MessageLanguage): string | undefined {
  const value = known.get(name) ?? known.get(name.replace(/^kirjasto_/, '')) ?? (name === 'aukioloajat_url' || name === 'kirjasto_url' ? known.get('verkkosivu') : undefined)
  return value && value.shown[sentenceLocale(language)]
}
