import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { numberIn } from '../content/edit-address.ts'
import { finnishDay } from '../content/facts/holidays.ts'
import type { AppContext } from '../context.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import { readForm } from '../people/form-fields.ts'
import { librariesOf, municipalityById } from '../people/people.queries.ts'
import { supervisorsOnly } from '../people/supervisor.ts'
import { isAtLeast } from '../people/viewer.ts'
import { recordChange } from '../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { typedText } from '../platform/http/parse.ts'
import { findPath } from './find-path.ts'
import { choicesOf, FACTS, isNear, ownLibrary, ownPerson, personField, typedTexts, whomOf } from './onboarding-form.ts'
import { pathIn, pathOf, rolesIn } from './path-definition.ts'
import { personalAddress } from './onboarding-address.ts'
import { AlreadyOnPath, startOnboarding } from './start-onboarding.ts'
import { startPage, startView } from './start.views.ts'

const ADDRESS = '/perehdytys/polku/:id/aloita'
const word = z.string().max(100)
const Start = z.object({ ...FACTS, henkilo: personField, tyo: z.union([word.transform((one) => [one]), z.array(word).max(30)]).default([]) })
type Typed = Parameters<typeof startPage>[2]

/** A supervisor or a contact person starts a path for someone of her own municipality, and is the supervisor of it. */
export function startRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get(ADDRESS, allow('reader'), supervisorsOnly, async (req, res) => {
    const path = await published(req, res)
    await show(res, path, { henkilo: '', alku: '', kirjasto: '', perehdyttaja: '', kaveri: '', tyo: [] })
  })

  routes.post(ADDRESS, allow('reader'), supervisorsOnly, formBody, async (req, res) => {
    const viewer = viewerOf(res), { item, path } = await published(req, res), form = readForm(Start, req.body, ['tyo'])
    const typed = typedFields(req.body as unknown)
    if (!form.ok) return show(res, { item, path }, typed, form.errors, 422)
    const { henkilo, perehdyttaja, kirjasto, kaveri, tyo, alku } = form.values
    if (henkilo === viewer.id) return show(res, { item, path }, typed, { henkilo: 'onboarding.form.personSelf' }, 422)
    if (henkilo === perehdyttaja) return show(res, { item, path }, typed, { perehdyttaja: 'onboarding.form.mentorSame' }, 422)
    if (!isNear(alku, finnishDay(app.now()))) return show(res, { item, path }, typed, { alku: 'onboarding.form.dateFar' }, 422)
    const { person, mentor, chosen } = await refused(req, res, async () => ({
      person: await ownPerson(db, viewer, henkilo), mentor: perehdyttaja === null ? null : await ownPerson(db, viewer, perehdyttaja),
      chosen: await ownLibrary(db, viewer, kirjasto),
    }))
    const municipality = await municipalityById(db, viewer.municipalityId), libraryId = chosen ?? person.library_id
    const library = libraryId === null ? null : (await librariesOf(db, viewer.municipalityId)).find(({ id }) => id === libraryId)?.name ?? null, local = pathIn(path, { municipality: viewer.municipalitySlug, library }), known = rolesIn(local)
    const text = item.texts.find(({ lang }) => lang === item.language) ?? item.texts[0]
    try {
      const id = await db.transaction().execute((trx) => startOnboarding(trx, app, actorOf(req, res), {
        pathId: item.id, title: text?.title ?? '', language: item.language, path: local, person, mentor, supervisorId: viewer.id, libraryId, buddy: kaveri,
        whom: whomOf(known.filter((role) => tyo.includes(role)), municipality?.sami_homeland ?? 0), startDate: alku,
      }))
      setFlash(res, 'onboarding.start.started')
      res.redirect(303, personalAddress(id))
    } catch (error) {
      if (!(error instanceof AlreadyOnPath)) throw error
      await show(res, { item, path }, typed, { henkilo: error.message }, 422)
    }
  })

  async function published(req: Request, res: Response) {
    const item = await findPath(db, viewerOf(res), app.now().toISOString(), numberIn(req)), path = pathOf(item.data)
    if (item.state !== 'published' || !path) throw notFound()
    return { item, path }
  }

  async function show(res: Response, { item, path }: Awaited<ReturnType<typeof published>>, typed: Typed, errors: Record<string, string> = {}, status = 200) {
    const viewer = viewerOf(res), [choices, municipality] = await Promise.all([choicesOf(db, viewer), municipalityById(db, viewer.municipalityId)])
    const people = choices.people.filter(({ id }) => id !== viewer.id)
    sendPage(res, startView, startPage(viewer.locale, { item, path, choices, people, municipality: viewer.municipalityName,
      sami: municipality?.sami_homeland === 1, mayInvite: isAtLeast(viewer, 'contact') }, typed, errors), status)
  }

  /** Trying someone of another municipality leaves a trace. */
  async function refused<Result>(req: Request, res: Response, find: () => Promise<Result>): Promise<Result> {
    try {
      return await find()
    } catch (error) {
      const at = app.now().toISOString(), refusal = { at, actor: actorOf(req, res), action: 'denied', subject: { type: 'person', id: null }, result: 'refused' } as const
      if (error instanceof HttpError) await db.transaction().execute((trx) => recordChange(trx, refusal))
      throw error
    }
  }
  return routes
}

function typedFields(body: unknown): Typed {
  return {
    henkilo: typedText(body, 'henkilo'), alku: typedText(body, 'alku'), kirjasto: typedText(body, 'kirjasto'),
    perehdyttaja: typedText(body, 'perehdyttaja'), kaveri: typedText(body, 'kaveri'),
    tyo: typedTexts(body, 'tyo'),
  }
}
