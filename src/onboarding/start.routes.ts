import { Router, type Request, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import { numberIn } from '../content/edit-address.ts'
import type { AppContext } from '../context.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import { EmailTaken } from '../people/create-person.ts'
import { emailField, nameField, readForm } from '../people/form-fields.ts'
import { invite } from '../people/invite.ts'
import { librariesOf, municipalityById, personById } from '../people/people.queries.ts'
import { supervisorsOnly } from '../people/supervisor.ts'
import { notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { typedText } from '../platform/http/parse.ts'
import { findPath } from './find-path.ts'
import { invitedPage, invitedView } from './invited.views.ts'
import { inviteRights } from './invite-rights.ts'
import { choicesOf, FACTS, isNear, NEWCOMER, ownLibrary, ownPerson, personField, typedTexts, whomOf } from './onboarding-form.ts'
import { ownOnly } from './own-only.ts'
import { pathIn, pathOf, rolesIn } from './path-definition.ts'
import { personalAddress } from './onboarding-address.ts'
import { AlreadyOnPath, startOnboarding } from './start-onboarding.ts'
import { startPage, startView } from './start.views.ts'

const ADDRESS = '/perehdytys/polku/:id/aloita'
const word = z.string().max(100)
const Start = z.object({ ...FACTS, henkilo: personField, tyo: z.union([word.transform((one) => [one]), z.array(word).max(30)]).default([]) })
const Newcomer = z.object({ nimi: nameField, sahkoposti: emailField })
type Typed = Parameters<typeof startPage>[2]

/** The form invites somebody as well as starting her path. */
const whenInviting = (handlers: RequestHandler[]): RequestHandler[] => handlers.map((handler) => (req, res, next) => (typedText(req.body, 'henkilo') === NEWCOMER ? handler(req, res, next) : next()))

/** A supervisor or a contact person starts a path for someone of her own municipality, and is the supervisor of it. */
export function startRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get(ADDRESS, allow('reader'), supervisorsOnly, async (req, res) => {
    const path = await published(req, res)
    await show(res, path, { henkilo: '', alku: '', kirjasto: '', perehdyttaja: '', kaveri: '', tyo: [], nimi: '', sahkoposti: '' })
  })

  routes.post(ADDRESS, allow('reader'), supervisorsOnly, formBody, ...whenInviting(inviteRights(app)), async (req, res) => {
    const viewer = viewerOf(res), { item, path } = await published(req, res), form = readForm(Start, req.body, ['tyo'])
    const typed = typedFields(req.body as unknown), newcomer = typed.henkilo === NEWCOMER ? readForm(Newcomer, req.body, ['tyo']) : null
    if (!form.ok || newcomer?.ok === false) return show(res, { item, path }, typed, { ...(!form.ok && form.errors), ...(newcomer?.ok === false && newcomer.errors) }, 422)
    const { henkilo, perehdyttaja, kirjasto, kaveri, tyo, alku } = form.values
    if (henkilo === viewer.id) return show(res, { item, path }, typed, { henkilo: 'onboarding.form.personSelf' }, 422)
    if (henkilo === perehdyttaja) return show(res, { item, path }, typed, { perehdyttaja: 'onboarding.form.mentorSame' }, 422)
    if (!isNear(alku, finnishDay(app.now()))) return show(res, { item, path }, typed, { alku: 'onboarding.form.dateFar' }, 422)
    const { known, mentor, chosen } = await ownOnly(app, req, res, async () => ({
      known: henkilo === NEWCOMER ? null : await ownPerson(db, viewer, henkilo), mentor: perehdyttaja === null ? null : await ownPerson(db, viewer, perehdyttaja),
      chosen: await ownLibrary(db, viewer, kirjasto),
    }))
    const municipality = await municipalityById(db, viewer.municipalityId), libraryId = chosen ?? known?.library_id ?? null
    const library = libraryId === null ? null : (await librariesOf(db, viewer.municipalityId)).find(({ id }) => id === libraryId)?.name ?? null, local = pathIn(path, { municipality: viewer.municipalitySlug, library }), roles = rolesIn(local)
    const text = item.texts.find(({ lang }) => lang === item.language) ?? item.texts[0]
    try {
      const { id, link, person } = await db.transaction().execute(async (trx) => {
        const invited = newcomer && (await invite(trx, app, actorOf(req, res), { name: newcomer.values.nimi, email: newcomer.values.sahkoposti, role: 'reader',
          municipalityId: viewer.municipalityId, libraryId: chosen, locale: viewer.locale, teamIds: [] }))
        const person = known ?? (await personById(trx, invited!.id))!
        const id = await startOnboarding(trx, app, actorOf(req, res), {
          pathId: item.id, title: text?.title ?? '', language: item.language, path: local, person, mentor, supervisorId: viewer.id, libraryId, buddy: kaveri,
          whom: whomOf(roles.filter((role) => tyo.includes(role)), municipality?.sami_homeland ?? 0), startDate: alku,
        })
        return { id, link: invited?.link ?? null, person }
      })
      if (link !== null && app.config.smtpUrl === null) return sendPage(res, invitedView, invitedPage(viewer.locale, person, link, id))
      setFlash(res, app.config.smtpUrl === null ? 'onboarding.start.startedOnly' : link === null ? 'onboarding.start.started' : 'onboarding.start.invited')
      res.redirect(303, personalAddress(id))
    } catch (error) {
      if (error instanceof AlreadyOnPath) return show(res, { item, path }, typed, { henkilo: error.message }, 422)
      if (error instanceof EmailTaken) return show(res, { item, path }, typed, { sahkoposti: 'onboarding.form.emailTaken' }, 422)
      throw error
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
      sami: municipality?.sami_homeland === 1 }, typed, errors), status)
  }
  return routes
}

function typedFields(body: unknown): Typed {
  return {
    henkilo: typedText(body, 'henkilo'), alku: typedText(body, 'alku'), kirjasto: typedText(body, 'kirjasto'),
    perehdyttaja: typedText(body, 'perehdyttaja'), kaveri: typedText(body, 'kaveri'),
    tyo: typedTexts(body, 'tyo'), nimi: typedText(body, 'nimi'), sahkoposti: typedText(body, 'sahkoposti'),
  }
}
