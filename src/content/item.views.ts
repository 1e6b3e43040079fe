import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import type { Viewer } from '../people/viewer.ts'
import { OWN_PLACE } from '../platform/http/kept-pages.ts'
import { assetUrl } from '../platform/http/static-files.ts'
import { view } from '../platform/views/view.ts'
import { itemFoot, SAMPLE_FOOT, type ItemFoot } from './corrections/item-foot.ts'
import { suggestAddress } from './corrections/suggest.views.ts'
import { fileSize, fileWord } from './file-words.ts'
import { itemAddress, itemLink, type ItemLink } from './item-link.ts'
import { KINDS } from './kinds.ts'
import { isContentLanguage, languageName } from './languages.ts'
import type { LinkedItem, OpenedPage } from './item.queries.ts'
import { mayEditHere } from './edit-rights.ts'
import { mayEdit } from './may-edit.ts'
import type { Notice } from './notices.queries.ts'
import { noticeRow, SAMPLE_NOTICE, type NoticeRow } from './notices.views.ts'
import { fileAddress } from './prepare-text.ts'
import { daysLate } from './review.ts'
import { roleWord } from './roles.ts'
import { subjectWord, type Word } from './subject-word.ts'
import type { LanguagesPart } from './translations/open-translation.ts'
import type { LocalPart } from './supplements/fill-page.ts'
import { mayKeep } from './upkeep/may-keep.ts'

interface WordLink extends Word { href: string }
interface ItemPage {
  title: string
  /** language of the text when it is not the page's */
  lang: string | null
  /** always the language of the text, for <article> */
  textLang: string
  kindName: MessageKey
  css: string
  icon: string
  crumbs: { href: string; label: string }[]
  roles: WordLink[]
  checked: string | null
  due: string | null
  daysLate: number
  owner: string
  ownerHref: string
  /** a note before the text: why the page is not an ordinary one */
  draft: boolean
  expired: string | null
  waiting: string | null
  missing: string | null
  /** notices in force that stand on top of this page */
  notices: NoticeRow[]
  /** where a kind with behaviour of its own is put to use */
  use: { href: string; key: MessageKey; icon: string } | null
  mayCheck: boolean
  checkAction: string
  /** '' for who may not edit */
  editHref: string
  historyHref: string
  exportHref: string
  followHref: string
  toc: { href: string; heading: string }[]
  bodyHtml: string
  /** the place of what is one person's own */
  ownHtml: string
  /** where it is made mandatory; '' for who may not */
  mandatoryHref: string
  /** for a text that differs by municipality */
  local: LocalPart | null
  attachments: { href: string; name: string; kind: string; size: string }[]
  related: ItemLink[]
  linking: ItemLink[]
  networkWide: boolean
  places: { href: string; name: string }[]
  subjects: WordLink[]
  languages: { href: string; name: string; code: string; current: boolean }[]
  number: number
  revised: string
  address: string
  shortAddress: string
  printed: string
  printedIn: string
  /** null for what is not published */
  foot: ItemFoot | null
  versions: LanguagesPart | null
}

const SAMPLE_RELATED: ItemLink = { href: '/sivu/34-verkkokirjaston-kayttokatko', title: 'Verkkokirjaston tai Kohan käyttökatko', lang: 'fi', css: 'viestipohja', icon: 'template', kindName: 'content.kind.template' }
export const itemView = view<ItemPage>('content/item', {
  title: 'Yhteydetön lainaus, kun Koha tai verkko ei toimi', lang: 'fi', textLang: 'fi', kindName: 'content.kind.guide', css: 'ohje', icon: 'guide',
  crumbs: [{ href: '/selaa', label: 'Ohjeet ja käytännöt' }], roles: [{ href: '/selaa?kenelle=asiakaspalvelu', label: 'asiakaspalvelu', lang: 'fi' }],
  checked: '2026-11-02T08:00:00.000Z', due: '2027-05-02T08:00:00.000Z', daysLate: 9, owner: 'Koha-pääkäyttäjä', ownerHref: '/selaa?vastuu=3',
  draft: true, expired: '2026-12-06T21:59:00.000Z', waiting: '2026-12-01T06:00:00.000Z', missing: 'Tätä ei ole vielä ruotsiksi; näytetään suomeksi.', notices: [SAMPLE_NOTICE],
  use: { href: '/viestipohjat/10', key: 'content.page.fill', icon: 'edit' }, mayCheck: true, checkAction: '/sivu/10/tarkistus', editHref: '/sivu/10/muokkaa?kieli=fi', historyHref: '/sivu/10/historia?kieli=fi', exportHref: '/sivu/10/vienti', followHref: '/seuranta/sivu/10', toc: [{ href: '#k-ensin', heading: 'Ensin' }],
  ownHtml: '', mandatoryHref: '/sivu/10/kuitattavaksi',
  bodyHtml: '<section id="k-ensin" aria-labelledby="k-ensin-h"><div class="sec-tools"><h2 id="k-ensin-h">Ensin</h2></div><p>Kokeile toista laitetta.</p></section>',
  local: { place: 'Inari', kieli: 'fi', optionsHtml: '<option value="inari" selected>Inari</option>', compareHref: '/sivu/10/kunnat?kieli=fi' },
  attachments: [{ href: '/tiedosto/f1/lainalista.pdf', name: 'Lainalista paperille', kind: 'PDF', size: '84 kt' }],
  related: [SAMPLE_RELATED], linking: [SAMPLE_RELATED], networkWide: false, places: [{ href: '/selaa?kunta=inari', name: 'Inari' }],
  subjects: [{ href: '/selaa?aihe=hairiot', label: 'häiriöt', lang: 'fi' }], languages: [{ href: '/sivu/10-offline-circulation?kieli=en', name: 'English', code: 'en', current: false }],
  number: 14, revised: '2026-11-02T08:00:00.000Z', address: '/sivu/10-yhteydeton-lainaus', shortAddress: 'laavu.example/sivu/10', printed: '2026-11-23T08:00:00.000Z', printedIn: 'Rovaniemi', foot: SAMPLE_FOOT, versions: { translateHref: '/sivu/10/kaanna?kieli=sv', translateText: 'Käännä: svenska', required: [{ name: 'davvisámegiella', code: 'se', places: 'Inari, Utsjoki', href: '/sivu/10/kaanna?kieli=se' }] },
})

const MOST_RELATED = 6
interface PageContent { item: OpenedPage; wanted: string; notices: Notice[]; related: LinkedItem[]; linking: LinkedItem[]; /** suggestions that wait */ suggested: number; local: LocalPart | null; versions: LanguagesPart | null }

export function itemPage(viewer: Viewer, locale: Locale, now: string, publicUrl: string, { item, wanted, notices, related, linking, suggested, local, versions }: PageContent): ItemPage {
  const kind = KINDS[item.kind], address = itemAddress(item.id, item.slug)
  const isOver = item.visible_until !== null && item.visible_until <= now, isWaiting = item.visible_from !== null && item.visible_from > now
  const late = daysLate(item.review_due_at, now), foot = itemFoot(viewer, item, suggested)
  return {
    title: item.title, lang: item.lang === locale ? null : item.lang, textLang: item.lang, kindName: kind.one, css: kind.css, icon: kind.icon,
    crumbs: crumbsOf(item, locale),
    roles: item.roles.map((role) => ({ href: `/selaa?kenelle=${encodeURIComponent(role)}`, ...roleWord(role, locale) })),
    checked: item.checked_at, due: item.review_due_at, daysLate: late, owner: item.owner_team, ownerHref: `/selaa?vastuu=${item.owner_team_id}`,
    draft: item.state === 'draft', expired: isOver ? item.visible_until : null, waiting: isWaiting ? item.visible_from : null,
    missing: item.lang === wanted ? null : t(locale, 'content.page.otherLanguage', { wanted: isContentLanguage(wanted) ? wanted : 'other', shown: isContentLanguage(item.lang) ? item.lang : 'other' }),
    notices: notices.map((notice) => noticeRow(notice, locale, now)),
    use: useOf(item), mayCheck: late > 0 && mayKeep(viewer, item), checkAction: `/sivu/${item.id}/tarkistus`,
    editHref: editHrefOf(viewer, item), historyHref: `/sivu/${item.id}/historia?kieli=${item.lang}`, exportHref: `/sivu/${item.id}/vienti`, followHref: `/seuranta/sivu/${item.id}`,
    ownHtml: OWN_PLACE, mandatoryHref: item.state === 'published' && mayEdit(viewer, item) ? `/sivu/${item.id}/kuitattavaksi` : '',
    toc: contents(item), bodyHtml: withSectionLinks(item.html, locale, address, foot?.suggestHref ? (anchor) => suggestAddress(item.id, item.lang, anchor) : null), local,
    attachments: item.files.filter((file) => !file.mime.startsWith('image/')).map((file) => ({
      href: fileAddress(file.id, file.name), name: file.name, kind: fileWord(file), size: fileSize(file.size, locale),
    })),
    related: related.filter((other) => !linking.some((link) => link.id === other.id)).slice(0, MOST_RELATED).map((other) => itemLink(other, locale)), linking: linking.map((other) => itemLink(other, locale)),
    networkWide: item.network_wide === 1, places: item.municipalities.map(({ slug, name }) => ({ href: `/selaa?kunta=${slug}`, name })),
    subjects: item.subjects.map((subject) => ({ href: `/selaa?aihe=${subject.slug}`, ...subjectWord(subject, locale) })),
    languages: item.texts.map((text) => ({ href: `${itemAddress(item.id, text.slug)}?kieli=${text.lang}`, name: languageName(text.lang), code: text.lang, current: text.lang === item.lang })),
    number: item.number, revised: item.revised_at, address, shortAddress: `${publicUrl.replace(/^https?:\/\//, '')}/sivu/${item.id}`,
    printed: now, printedIn: viewer.municipalityName, versions, foot,
  }
}

/** A template is changed where it is made. */
function editHrefOf(viewer: Viewer, item: OpenedPage): string {
  if (item.kind === 'template' && item.data !== null) return mayEdit(viewer, item) ? `/viestipohjat/${item.id}/muokkaa` : ''
  return mayEditHere(viewer, item) ? `/sivu/${item.id}/muokkaa?kieli=${item.lang}` : ''
}

function useOf({ kind, id, data }: OpenedPage) {
  if (kind === 'qa') return { href: `/viestipohjat/vastaukset/${id}`, key: 'templates.replyCopy', icon: 'copy' } as const
  if (data === null) return null
  if (kind === 'template') return { href: `/viestipohjat/${id}`, key: 'content.page.fill', icon: 'edit' } as const
  return kind === 'path' ? { href: `/perehdytys/polku/${id}`, key: 'content.page.openPath', icon: 'path' } as const : null
}

const HOMES: Partial<Record<OpenedPage['kind'], { href: string; key: MessageKey }>> = {
  template: { href: '/viestipohjat', key: 'shell.templates' }, path: { href: '/perehdytys', key: 'shell.onboarding' }, notice: { href: '/tiedotteet', key: 'shell.notices' },
}

function crumbsOf(item: OpenedPage, locale: Locale) {
  const home = HOMES[item.kind]
  if (home) return [{ href: home.href, label: t(locale, home.key) }]
  return [{ href: '/selaa', label: t(locale, 'shell.guides') }, { href: `/selaa?laji=${item.kind}`, label: t(locale, KINDS[item.kind].many) }]
}

/** A list of contents helps from three sections on. */
function contents(item: OpenedPage) {
  const sections = item.sections.filter((section) => section.level === 2)
  return sections.length < 3 ? [] : sections.map(({ anchor, heading }) => ({ href: `#${anchor}`, heading }))
}

/** Beside each heading: the section's address, to be copied with a click, or from the bar without a script; and the form that suggests a change of it. */
function withSectionLinks(html: string, locale: Locale, address: string, suggest: ((anchor: string) => string) | null) {
  const label = t(locale, 'content.page.linkToSection'), copied = t(locale, 'content.page.copied')
  const icon = (name: string) => `<svg aria-hidden="true"><use href="${assetUrl('icons.svg')}#${name}"/></svg>`, change = t(locale, 'corrections.suggest')
  return html.replace(/(<h2 id="(k-[a-z0-9-]+)-h">)(.*?)<\/h2>/g, (_, start: string, anchor: string, heading: string) => {
    const name = `<span class="vh">: ${heading.replace(/<[^>]*>/g, '')}</span>`
    const copy = `<a class="suggest" href="#${anchor}" data-copy="${address}#${anchor}" data-copied="${copied}">${icon('link')}${label}${name}</a>`
    return `${start}${heading}</h2>${copy}${suggest ? `<a class="suggest" href="${suggest(anchor).replace('&', '&amp;')}">${icon('edit')}${change}${name}</a>` : ''}`
  })
}
