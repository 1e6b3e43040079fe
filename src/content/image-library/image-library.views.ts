import { fileSize } from '../file-words.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { titled } from '../../people/auth/auth.views.ts'
import { formErrors, type Errors, type Problem } from '../../people/form-fields.ts'
import { view } from '../../platform/views/view.ts'
import { itemLink, type ItemLink } from '../item-link.ts'
import type { ItemCard } from '../items.queries.ts'
import { pageLinks, type PageLink } from '../page-links.ts'
import { fileAddress } from '../prepare-text.ts'
import { LICENCES, type Licence } from './image-form.ts'
import type { LibraryImage, Shelf } from './image-library.queries.ts'
import { sizeAddress } from './text-pictures.ts'

export const PER_PAGE = 24

/** `src` is '' for a picture that may not be shown any more. */
interface ShownImage { href: string; src: string; alt: string; name: string; facts: string; licence: MessageKey; author: string; until: string; ended: boolean; width: number; height: number }
const SAMPLE: ShownImage = {
  href: '/kuvat/f1', src: '/kuva/f1/480.webp', alt: 'Lainausautomaatti', name: 'automaatti.jpg', facts: '1600 × 1200, 84 kt', licence: 'images.licence.own', author: 'Aino Esimerkki',
  until: '2027-11-02T21:59:00.000Z', ended: true, width: 480, height: 360,
}

function shownImage(image: LibraryImage, locale: Locale, now: string): ShownImage {
  const ended = image.consent_until !== null && image.consent_until <= now, width = image.widths[0] ?? image.width
  return {
    href: `/kuvat/${image.file_id}`, src: ended ? '' : image.widths.length > 0 ? sizeAddress(image.file_id, width) : fileAddress(image.file_id, image.name), alt: image.alt, name: image.name,
    facts: `${image.width} × ${image.height}, ${fileSize(image.size, locale)}`, licence: LICENCES[image.licence as Licence], author: image.author, until: image.consent_until ?? '', ended,
    width, height: Math.round((image.height * width) / image.width),
  }
}

interface LibraryPage { title: string; shelves: { href: string; label: MessageKey; current: boolean }[]; total: number; images: ShownImage[]; pages: PageLink[] }
export const libraryView = view<LibraryPage>('images/library', {
  title: 'Kuvat', shelves: [{ href: '/kuvat', label: 'images.shelf.kaikki', current: true }], total: 1, images: [SAMPLE], pages: pageLinks(1, 2, (page) => `/kuvat?sivu=${page}`),
})
export const SHELVES = ['kaikki', 'lisenssi', 'paattyneet'] as const satisfies readonly Shelf[]

export function libraryPage(locale: Locale, now: string, shelf: Shelf, page: number, { total, images }: { total: number; images: LibraryImage[] }): LibraryPage {
  const address = (to: Shelf, number = 1) => `/kuvat?tila=${to}${number > 1 ? `&sivu=${number}` : ''}`
  return {
    title: t(locale, 'images.title'), shelves: SHELVES.map((one) => ({ href: address(one), label: `images.shelf.${one}` as const, current: one === shelf })), total,
    images: images.map((image) => shownImage(image, locale, now)), pages: pageLinks(page, Math.ceil(total / PER_PAGE), (number) => address(shelf, number)),
  }
}

const FIELDS = ['vaihtoehto', 'tekija', 'lisenssi', 'lupa'] as const
interface ImagePage {
  title: string
  image: ShownImage
  items: ItemLink[]
  mayEdit: boolean
  action: string
  problems: Problem[]
  errors: Errors<(typeof FIELDS)[number]>
  typed: { alt: string; author: string; until: string }
  licences: { value: string; label: MessageKey; chosen: boolean }[]
}
export const imageView = view<ImagePage>('images/image', {
  title: 'Kuva: automaatti.jpg', image: SAMPLE, items: [{ href: '/sivu/1-kirjastokortin-antaminen', title: 'Kirjastokortin antaminen', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide' }],
  mayEdit: true, action: '/kuvat/f1', problems: [{ field: 'lupa', key: 'images.dayBad' }], errors: { vaihtoehto: 'images.tooLong', tekija: 'images.tooLong', lisenssi: 'images.licenceBad', lupa: 'images.dayBad' },
  typed: { alt: 'Lainausautomaatti', author: 'Aino Esimerkki', until: '2027-11-02' }, licences: [{ value: 'oma', label: 'images.licence.own', chosen: true }],
})

export interface Typed { vaihtoehto: string; tekija: string; lisenssi: string; lupa: string }
export const typedOf = (image: LibraryImage): Typed => ({
  vaihtoehto: image.alt, tekija: image.author, lisenssi: image.licence, lupa: image.consent_until === null ? '' : finnishDay(new Date(image.consent_until)),
})

export function imagePage(locale: Locale, now: string, { image, items, mayEdit }: { image: LibraryImage; items: ItemCard[]; mayEdit: boolean }, typed: Typed, found: Record<string, string>): ImagePage {
  const { errors, problems } = formErrors(FIELDS, found)
  return {
    title: problems.length > 0 ? titled(locale, 'images.title', problems) : t(locale, 'images.one', { name: image.name }), image: shownImage(image, locale, now), items: items.map((item) => itemLink(item, locale)), mayEdit,
    action: `/kuvat/${image.file_id}`, problems, errors, typed: { alt: typed.vaihtoehto, author: typed.tekija, until: typed.lupa },
    licences: Object.entries(LICENCES).map(([value, label]) => ({ value, label, chosen: value === typed.lisenssi })),
  }
}
