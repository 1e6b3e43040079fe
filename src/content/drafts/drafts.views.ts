import { formatDate } from '../../i18n/format-date.ts'
import { t } from '../../i18n/translate.ts'
import type { Locale } from '../../i18n/locales.ts'
import type { Viewer } from '../../people/viewer.ts'
import { errorTitle } from '../../people/form-fields.ts'
import { view } from '../../platform/views/view.ts'
import type { Note } from '../edit-item.views.ts'
import type { ItemFacts } from '../items.queries.ts'
import { textFor } from '../item-link.ts'
import { planAddress } from '../scheduling/plan-address.ts'
import type { PlannedChange } from '../scheduling/scheduling.table.ts'
import { readDraftFields } from './draft-fields.ts'
import type { Draft } from './drafts.table.ts'

interface DraftLine { id: number; href: string; title: string; lang: string; place: string; placeLang: string | null; at: string; shared: string; shareAction: string; unshareAction: string; deleteAction: string }
interface PlanLine { href: string; title: string; lang: string; at: string; stopped: boolean }
interface DraftsPage { title: string; rows: DraftLine[]; plans: PlanLine[] }
export const draftsView = view<DraftsPage>('editing/drafts', {
  title: 'Keskeneräiset tekstit', plans: [{ href: '/ajastettu/7', title: 'Maksut', lang: 'fi', at: '2026-12-01T06:00:00.000Z', stopped: true }],
  rows: [{
    id: 7, href: '/sivu/12/muokkaa?kieli=fi&luonnos=7', title: 'Kirjastokortin antaminen', lang: 'fi', place: 'Kirjastokortti', placeLang: 'fi', at: '2026-11-23T08:00:00.000Z', shared: 'https://laavu.example/luonnos/abc',
    shareAction: '/luonnokset/7/jaa', unshareAction: '/luonnokset/7/lopeta-jako', deleteAction: '/luonnokset/7/poista',
  }],
})

/** Where the writer goes on: a text whose item she can edit no more becomes a new one. */
export const draftAddress = (draft: Pick<Draft, 'id' | 'lang'>, itemId: number | null) =>
  (itemId === null ? `/sivu/uusi?luonnos=${draft.id}` : `/sivu/${itemId}/muokkaa?kieli=${draft.lang}&luonnos=${draft.id}`)

export function draftsPage(locale: Locale, publicUrl: string, drafts: { draft: Draft; item: ItemFacts | null }[], plans: PlannedChange[]): DraftsPage {
  return {
    title: t(locale, 'drafts.title'),
    plans: plans.map(({ id, fields, lang, at, state }) => ({ href: planAddress(id), title: readDraftFields(fields).otsikko?.trim() ?? '', lang, at, stopped: state === 'stopped' })),
    rows: drafts.map(({ draft, item }) => {
      const text = item && textFor(item.texts, locale, item.language), title = readDraftFields(draft.fields).otsikko?.trim()
      return {
        id: draft.id, href: draftAddress(draft, item?.id ?? null), title: title || t(locale, 'drafts.untitled'), lang: title ? draft.lang : locale,
        place: text?.title ?? '', placeLang: text && text.lang !== locale ? text.lang : null, at: draft.saved_at,
        shared: draft.share_token === null ? '' : `${publicUrl.replace(/\/$/, '')}/luonnos/${draft.share_token}`,
        shareAction: `/luonnokset/${draft.id}/jaa`, unshareAction: `/luonnokset/${draft.id}/lopeta-jako`, deleteAction: `/luonnokset/${draft.id}/poista`,
      }
    }),
  }
}

interface SharedPage { title: string; heading: string; lang: string; css: string; writer: string; at: string; bodyHtml: string }
export const sharedDraftView = view<SharedPage>('editing/shared-draft', {
  title: 'Luonnos: Kirjastokortin antaminen', heading: 'Kirjastokortin antaminen', lang: 'fi', css: 'ohje', writer: 'Aino Esimerkki', at: '2026-11-23T08:00:00.000Z', bodyHtml: '<p>Teksti</p>',
})

interface ImagePage { title: string; action: string; back: string; alt: string; decorative: boolean; errors: { kuva: string; vaihtoehto: string } ; problems: { field: string; key: string }[] }
export const imageView = view<ImagePage>('editing/image', {
  title: 'Lisää kuva', action: '/luonnokset/7/kuva', back: '/sivu/12/muokkaa?luonnos=7', alt: 'Lainausautomaatin näyttö', decorative: true, errors: { kuva: 'drafts.image.missing', vaihtoehto: 'drafts.image.altMissing' },
  problems: [{ field: 'kuva', key: 'drafts.image.missing' }],
})

export function imagePage(locale: Locale, draft: Draft, typed: { alt: string; decorative: boolean }, errors: Record<string, string>): ImagePage {
  const problems = Object.entries(errors).map(([field, key]) => ({ field, key })), title = t(locale, 'drafts.image.title')
  return {
    title: errorTitle(locale, title, problems), action: `/luonnokset/${draft.id}/kuva`, back: draftAddress(draft, draft.item_id), ...typed,
    errors: { kuva: errors['kuva'] ?? '', vaihtoehto: errors['vaihtoehto'] ?? '' }, problems,
  }
}

/** Told above the form: the texts that the writer has left here, or which of them she goes on with. */
export function unfinishedNotes({ locale }: Viewer, drafts: Draft[], itemId: number | null): Note[] {
  if (drafts.length === 0) return []
  const links = drafts.map((draft) => ({ href: draftAddress(draft, itemId), label: t(locale, 'drafts.goOn', { at: formatDate(locale, draft.saved_at, 'datetime') }), lang: null }))
  return [{ css: 'info', icon: 'clock', heading: t(locale, 'drafts.left'), text: t(locale, 'drafts.leftHint'), links: [...links, { href: '/luonnokset', label: t(locale, 'drafts.all'), lang: null }] }]
}

export const goingOnNote = ({ locale }: Viewer, draft: Draft): Note => ({
  css: 'info', icon: 'clock', heading: t(locale, 'drafts.goingOn'), text: t(locale, 'drafts.goingOnHint', { at: formatDate(locale, draft.saved_at, 'datetime') }),
  links: [{ href: '/luonnokset', label: t(locale, 'drafts.all'), lang: null }],
})
