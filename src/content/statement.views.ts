import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import { view } from '../platform/views/view.ts'

/** The accessibility statement as data: what is true of this version. A known gap is one line here and one text in the catalogue. */
const STATEMENT = {
  authorityHref: 'https://www.saavutettavuusvaatimukset.fi/',
  written: '2026-11-25T09:00:00.000Z',
  conforms: ['content.statement.keyboard', 'content.statement.contrast', 'content.statement.narrow', 'content.statement.noScript', 'content.statement.language'],
  gaps: ['content.statement.gapReader', 'content.statement.gapBrowsers', 'content.statement.gapFiles', 'content.statement.gapSami'],
} satisfies { authorityHref: string; written: string; conforms: MessageKey[]; gaps: MessageKey[] }

interface StatementPage { title: string; authorityHref: string; written: string; conforms: MessageKey[]; gaps: MessageKey[]; contactHref: string | null }
export const statementView = view<StatementPage>('content/statement', { title: 'Saavutettavuusseloste', ...STATEMENT, contactHref: '/kuka-auttaa' })

/** `signedIn`: who may see the list of people is shown the way to it. */
export const statementPage = (locale: Locale, signedIn: boolean): StatementPage => ({ title: t(locale, 'shell.accessibility'), ...STATEMENT, contactHref: signedIn ? '/kuka-auttaa' : null })

const CC_BY = 'https://creativecommons.org/licenses/by/4.0/deed.fi'

interface Credit { name: string; by: string; licence: string; licenceHref: string; use: MessageKey; href: string }
/** What is used and under which terms; names and licences are not translated. */
const CREDITS = [
  { name: 'YSO – Yleinen suomalainen ontologia', by: 'Kansalliskirjasto, Semanttisen laskennan tutkimusryhmä SeCo ja Sanastokeskus', licence: 'CC BY 4.0', licenceHref: CC_BY, use: 'content.about.yso', href: 'https://finto.fi/yso/' },
  { name: 'GiellaLT, davvisámegiela–suomagiela sátnegirji', by: 'UiT Norgga árktalaš universitehta', licence: 'CC BY 4.0', licenceHref: CC_BY, use: 'content.about.giellalt', href: 'https://giellalt.github.io/' },
  { name: 'Voikko (voikko-fi)', by: 'Voikko', licence: 'GPL-2.0-or-later', licenceHref: 'https://www.gnu.org/licenses/old-licenses/gpl-2.0.html', use: 'content.about.voikko', href: 'https://voikko.puimula.org/' },
  { name: 'Ysabeau', by: 'The Ysabeau Project Authors', licence: 'SIL OFL 1.1', licenceHref: 'https://openfontlicense.org/', use: 'content.about.headings', href: 'https://github.com/CatharsisFonts/Ysabeau' },
  { name: 'Fira Sans', by: 'The Mozilla Foundation, Telefónica S.A.', licence: 'SIL OFL 1.1', licenceHref: 'https://openfontlicense.org/', use: 'content.about.text', href: 'https://github.com/mozilla/Fira' },
] satisfies Credit[]

const LICENCE = 'https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12'

interface AboutPage { title: string; version: string; licenceHref: string; credits: Credit[] }
export const aboutView = view<AboutPage>('content/about', { title: 'Tietoja Laavusta', version: '0.1.0', licenceHref: LICENCE, credits: CREDITS })
export const aboutPage = (locale: Locale, version: string): AboutPage => ({ title: t(locale, 'shell.about'), version, licenceHref: LICENCE, credits: CREDITS })
