import { Router, type Request, type Response } from 'express'
import type { AppContext } from '../../context.ts'
import { itemLink } from '../../content/item-link.ts'
import { t } from '../../i18n/translate.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import type { Viewer } from '../../people/viewer.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { z } from 'zod'
import type { Channel } from '../channels.ts'
import { askedLanguages, formName } from '../fill-around.ts'
import { readFormInput } from '../form-input.ts'
import { libraryFacts } from '../library-facts.ts'
import { MESSAGE_LANGUAGES, type MessageLanguage } from '../message-languages.ts'
import { hasErrors, openTemplate, type OpenTemplate } from '../open-template.ts'
import { posterAddress } from '../output/poster-address.ts'
import { poster } from '../poster.views.ts'
import { languageTitle, languageWord } from '../problem-words.ts'
import { FIELD_NAME } from '../template-language.ts'
import { libraryTitle } from '../template-places.ts'
import { channelKey, missingLanguages } from '../template-results.ts'
import { textsFile } from '../texts-file.ts'
import { countUse } from '../use/use.queries.ts'
import { fillMany, rowsOfTable, type ForLibrary, type TableProblem } from './fill-many.ts'
import { madeRow, manyView, postersView, tableProblemText, type ManyPage } from './many.views.ts'

const Language = z.enum(MESSAGE_LANGUAGES)
const LONGEST_TABLE = 100_000
interface Many { open: OpenTemplate; made: ForLibrary[]; problems: TableProblem[]; chosen: string[]; table: string }

/** One notice for many libraries at once: chosen from a list, or rows of a pasted table. */
export function manyRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.post('/viestipohjat/:id/monelle', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), many = await read(req, res, viewer, 'page')
    if (many) sendPage(res, manyView, page(viewer, req.body, many, { unasked: await isUnasked(req.body, many), refused: false }), many.problems.length > 0 ? 422 : 200)
  })

  routes.post('/viestipohjat/:id/monelle/julisteet', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), language = parse(Language, typedText(req.body, '_kieli')), many = await complete(req, res, viewer)
    if (!many) return
    const posters = []
    for (const { filled, input } of many.made) {
      const message = filled.channels.find(({ channel }) => channel === 'poster')?.texts.find((text) => text.language === language)?.message
      if (message) posters.push(poster(viewer.locale, language, message, filled.values, { address: await posterAddress(app, filled.values, input, many.open), isA3: false }))
    }
    await count(req, viewer, many, 'poster', language)
    sendPage(res, postersView, { title: itemLink(many.open.item, viewer.locale).title, lang: viewer.locale, hint: t(viewer.locale, 'templates.posterHint'), posters, tooLong: posters.find(({ tooLong }) => tooLong !== null)?.tooLong ?? null })
  })

  routes.post('/viestipohjat/:id/monelle/tekstit', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), many = await complete(req, res, viewer)
    if (!many) return
    await count(req, viewer, many, 'all', 'fi')
    const text = many.made.map(({ library, filled }) => textsFile(viewer.locale, libraryTitle(library), filled)).join('\r\n\r\n')
    res.type('text/plain; charset=utf-8').set('Cache-Control', 'no-store').attachment('viestit.txt').send(text)
  })

  async function read(req: Request, res: Response, viewer: Viewer, channel: 'page' | 'file'): Promise<Many | null> {
    const body = req.body as Record<string, unknown>, open = await openTemplate(app, viewer, req.params, res, { channel })
    if (!open) return null
    const { _kirjastot: keys, ...rest } = body, chosen = (Array.isArray(keys) ? keys : [keys]).filter((key): key is string => typeof key === 'string'), table = typedText(body, '_taulukko')
    if (table.length > LONGEST_TABLE || chosen.length > 100 || !open.template.fields.some(({ type }) => type === 'library')) throw new HttpError(400, 'errors.badRequest')
    const { input } = readFormInput(open.template.fields, rest), pasted = rowsOfTable(table, open)
    const listed = chosen.flatMap((key) => open.places.library(key) ?? []).filter((library) => !pasted.rows.some((row) => row.library === library)).map((library) => ({ library, own: {} }))
    const made = await fillMany(open, input, typedText(body, '_kirjasto'), [...pasted.rows, ...listed], libraryFacts(app, open.template.fields))
    return { open, made, problems: pasted.problems, chosen, table }
  }

  /** What can be taken into use; else the page with what is to be put right. */
  async function complete(req: Request, res: Response, viewer: Viewer): Promise<Many | null> {
    const many = await read(req, res, viewer, 'file')
    if (!many) return null
    const unasked = await isUnasked(req.body, many)
    if (many.made.length > 0 && many.problems.length === 0 && !unasked && !many.made.some(({ filled }) => hasErrors(filled))) return many
    sendPage(res, manyView, page(viewer, req.body, many, { unasked, refused: true }), 422)
    return null
  }

  /** A language that the law asks for is missing somewhere, and nobody has been asked for it. */
  async function isUnasked(body: unknown, { open, made }: Many): Promise<boolean> {
    const asked = await askedLanguages(db, open.item.id, body)
    return made.some(({ filled }) => missingLanguages(filled.languages).some(({ language }) => !asked.includes(language)))
  }

  function page({ locale }: Viewer, body: unknown, { open, made, problems, chosen, table }: Many, { unasked, refused }: { unasked: boolean; refused: boolean }): ManyPage {
    const { item, template, places } = open, { title: heading, lang: headingLang } = itemLink(item, locale), carried = Object.entries(body as Record<string, unknown>)
      .flatMap(([name, value]) => (typeof value === 'string' && (FIELD_NAME.test(name.split('.')[0]!) || CARRIED.includes(name)) ? [{ name, value }] : []))
    const title = t(locale, 'templates.many'), nameOf = (channel: string, language: MessageLanguage) => `${t(locale, channelKey(channel as Channel))}, ${languageWord(locale, language)}`
    return {
      title: problems.length > 0 || (unasked && refused) ? t(locale, 'auth.errorTitle', { title }) : title, heading, headingLang, lang: locale === 'fi' ? null : 'fi',
      address: `/viestipohjat/${item.id}`, carried, problems: problems.map((problem) => tableProblemText(locale, problem)), table, asks: unasked ? t(locale, 'templates.manyOrder') : null, refused,
      municipalities: places.municipalities.map(({ id, name }) => ({
        name, libraries: places.libraries.filter(({ municipality }) => municipality.id === id).map((library) => ({ key: library.key, name: libraryTitle(library), chosen: chosen.includes(library.key) })),
      })).filter(({ libraries }) => libraries.length > 0),
      columns: ['Kirjasto', ...template.fields.filter(({ type }) => type !== 'rows' && type !== 'municipality' && type !== 'library').map(({ label }) => label)].join(', '),
      made: made.map((one) => madeRow(locale, open, one, nameOf)), hasPoster: template.channels.includes('poster'),
      languages: MESSAGE_LANGUAGES.filter((language) => template.texts[language]?.poster).map((code) => ({ code, name: languageTitle(locale, code) })),
    }
  }

  const count = (req: Request, { municipalityId }: Viewer, { open }: Many, channel: string, language: string) => db.transaction().execute((trx) =>
    countUse(trx, app.now().toISOString(), formName(req.body), { itemId: open.item.id, municipalityId, channel, language, edited: false, begun: { fields: [], changed: [] } }))

  return routes
}

const CARRIED = ['_kirjasto', '_kerta', '_tilattu']
