import { Router } from 'express'
import { noteReading } from '../content/access-log.queries.ts'
import { textFor } from '../content/item-link.ts'
import { findVisibleItem } from '../content/items.queries.ts'
import type { AppContext } from '../context.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import type { Viewer } from '../people/viewer.ts'
import { notFound } from '../platform/http/errors.ts'
import { parse } from '../platform/http/parse.ts'
import { jsonBody } from '../platform/http/strict-json.ts'
import { fillTemplate, type FilledTemplate } from '../templates/fill-template.ts'
import { libraryFacts } from '../templates/library-facts.ts'
import { openWords, problemText } from '../templates/problem-words.ts'
import { loadPlaces } from '../templates/template-places.ts'
import { chosenLibrary } from '../templates/starting-form.ts'
import { definitionOf, type TemplateDefinition } from '../templates/template-definition.ts'
import { startingInput } from '../templates/template-input.ts'
import { visibleTemplates } from '../templates/templates.queries.ts'
import { IdParams } from './item-schema.ts'
import { FieldProblem } from './problem.ts'
import { RenderBody, type RenderReply, type TemplateListReply, type TemplateReply } from './template-schema.ts'

/** Templates for other programs: which there are, what one asks for, and its texts for given values. Nothing of the values is stored. */
export function templateApi(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/templates', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), items = await visibleTemplates(db, viewer, app.now().toISOString())
    const templates = items.flatMap((item) => {
      const template = definitionOf(item.data)
      return template ? [{
        id: item.id, externalId: item.external_id, title: titleOf(item), url: addressOf(item.id), owner: item.owner_team, purpose: template.purpose, situation: template.situation ?? null,
        audience: template.languages.audience, channels: template.channels, languages: Object.keys(template.texts),
      }] : []
    })
    res.json({ total: templates.length, templates } satisfies TemplateListReply)
  })

  routes.get('/templates/:id', allow('reader'), async (req, res) => {
    const { item, template } = await openTemplate(viewerOf(res), req.params), places = await loadPlaces(db)
    res.json({
      id: item.id, externalId: item.external_id, title: titleOf(item), url: addressOf(item.id), owner: item.owner_team, definition: template,
      municipalities: places.municipalities.map(({ slug }) => slug), libraries: places.libraries.map(({ key }) => key),
    } satisfies TemplateReply)
  })

  routes.post('/templates/:id/render', allow('reader'), ...jsonBody, async (req, res) => {
    const { item, template } = await openTemplate(viewerOf(res), req.params), body = RenderBody.safeParse(req.body)
    if (!body.success) throw new FieldProblem(body.error.issues.slice(0, 20).map(({ path, message }) => ({ field: path.map(String).join('.') || 'body', message })))
    const { values, language, channel } = body.data, places = await loadPlaces(db), { fields } = template
    const library = chosenLibrary(fields, values as Record<string, string>, places), facts = library ? await libraryFacts(app, fields)(library) : new Map<string, never>()
    const filled = fillTemplate(template, { ...startingInput(fields, facts), ...values }, places)
    res.json(renderReply(template, item.owner_team, filled, { language, channel }))
  })

  const addressOf = (id: number) => `${app.config.publicUrl}/viestipohjat/${id}`

  async function openTemplate(viewer: Viewer, params: unknown) {
    const { id } = parse(IdParams, params), now = app.now().toISOString(), item = await findVisibleItem(db, viewer, now, id)
    const template = item?.kind === 'template' ? definitionOf(item.data) : null
    if (!item || !template) throw notFound()
    await noteReading(db, now, viewer, item, 'api')
    return { item, template }
  }

  return routes
}

const titleOf = (item: { texts: { lang: string; title: string; slug: string }[]; language: string }) => textFor(item.texts, 'fi', item.language)?.title ?? ''

function renderReply({ fields }: TemplateDefinition, owner: string, filled: FilledTemplate, wanted: Pick<RenderBody, 'language' | 'channel'>): RenderReply {
  const texts = filled.channels.flatMap(({ channel, texts: all }) => all.map(({ language, message }) => ({ channel, language, message })))
    .filter(({ channel, language }) => (wanted.channel === undefined || channel === wanted.channel) && (wanted.language === undefined || language === wanted.language))
  return {
    ready: filled.problems.every(({ level }) => level !== 'error') && texts.every(({ message }) => message.problems.length === 0),
    problems: filled.problems.slice(0, 200).map((problem) => ({ ...problem, message: problemText('en', fields, problem) })),
    languages: filled.languages.map(({ language, need, because, covered, of, state }) => ({ language, need, because, missingFrom: of - covered, state })),
    texts: texts.map(({ channel, language, message: { subject, text, html, measures, tooMuch, problems } }) => ({
      channel, language, subject, text, html, characters: measures.characters, words: measures.words, sms: measures.sms, tooMuch, open: openWords('en', fields, owner, language, problems),
    })),
  }
}
