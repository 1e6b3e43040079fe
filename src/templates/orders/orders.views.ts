import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import type { Choice } from '../../content/edit-facts.views.ts'
import { MESSAGE_LANGUAGES, type MessageLanguage } from '../message-languages.ts'
import { capital, languageTitle, languageWord, listed } from '../problem-words.ts'
import type { TranslationOrder } from '../templates.table.ts'

export type ShownOrder = TranslationOrder & { title: string; municipality: string; orderer: string | null }
interface OrderRow { href: string; title: string; languages: string; municipality: string; at: string; isOpen: boolean }
export const ordersView = view<{ title: string; open: OrderRow[]; done: OrderRow[]; mayChoose: boolean }>('templates/orders', {
  title: 'Käännöstilaukset', open: [{ href: '/viestipohjat/kaannokset/1', title: 'Kirjasto suljettu', languages: 'Pohjoissaame', municipality: 'Utsjoki', at: '2026-11-20T08:00:00.000Z', isOpen: true }],
  done: [{ href: '/viestipohjat/kaannokset/2', title: 'Kirjasto suljettu', languages: 'Pohjoissaame', municipality: 'Utsjoki', at: '2026-11-20T08:00:00.000Z', isOpen: false }], mayChoose: true,
})

interface OrderPage {
  title: string
  heading: string
  template: string
  languages: string
  municipality: string
  at: string
  orderer: string
  reason: string
  order: string
  answer: string
  /** what is written into the form */
  typed: string
  closed: string | null
  action: string | null
  error: string | null
}
export const orderView = view<OrderPage>('templates/order', {
  title: 'Käännöstilaus: Kirjasto suljettu', heading: 'Käännöstilaus: Kirjasto suljettu', template: '/viestipohjat/4', languages: 'Pohjoissaame', municipality: 'Utsjoki', at: '2026-11-20T08:00:00.000Z',
  orderer: 'Sari', reason: 'Hätätilanne', order: 'Käännöstilaus', answer: 'Teksti', typed: 'Teksti', closed: '2026-11-20T09:00:00.000Z', action: '/viestipohjat/kaannokset/1', error: 'Kirjoita käännös.',
})

interface TranslatorsPage { title: string; languages: { language: string; label: string; teams: Choice[] }[] }
export const translatorsView = view<TranslatorsPage>('templates/translators', {
  title: 'Kääntäjät', languages: [{ language: 'se', label: 'Pohjoissaame', teams: [{ value: '1', name: 'Saamen kielten kääntäjät', lang: null, chosen: true }] }],
})

const wordsOf = (locale: Locale, languages: string) => capital(listed(locale, (JSON.parse(languages) as MessageLanguage[]).map((language) => languageWord(locale, language))))

export function ordersPage(locale: Locale, orders: ShownOrder[], mayChoose: boolean) {
  const rows = orders.map((order) => ({
    href: `/viestipohjat/kaannokset/${order.id}`, title: order.title, languages: wordsOf(locale, order.languages), municipality: order.municipality, at: order.ordered_at, isOpen: order.closed_at === null,
  }))
  return { title: t(locale, 'templates.orders'), open: rows.filter(({ isOpen }) => isOpen), done: rows.filter(({ isOpen }) => !isOpen), mayChoose }
}

export function orderPage(locale: Locale, order: ShownOrder, { mayAnswer, typed = '', error = null }: { mayAnswer: boolean; typed?: string; error?: string | null }): OrderPage {
  const heading = t(locale, 'templates.orderSubject', { title: order.title })
  return {
    title: error !== null ? t(locale, 'auth.errorTitle', { title: heading }) : heading, heading, template: `/viestipohjat/${order.item_id}`, languages: wordsOf(locale, order.languages), municipality: order.municipality,
    at: order.ordered_at, orderer: order.orderer ?? '', reason: order.reason, order: order.texts, answer: order.answer ?? '', typed, closed: order.closed_at,
    action: mayAnswer ? `/viestipohjat/kaannokset/${order.id}` : null, error,
  }
}

export function translatorsPage(locale: Locale, teams: { id: number; name: string }[], chosen: ReadonlyMap<string, number>): TranslatorsPage {
  return {
    title: t(locale, 'templates.translators'),
    languages: MESSAGE_LANGUAGES.filter((language) => language !== 'fi').map((language) => ({
      language, label: languageTitle(locale, language),
      teams: [{ value: '', name: t(locale, 'templates.translators.none'), lang: null, chosen: !chosen.has(language) }, ...teams.map(({ id, name }) => ({ value: String(id), name, lang: null, chosen: chosen.get(language) === id }))],
    })),
  }
}
