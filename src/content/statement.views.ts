import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import { view } from '../platform/views/view.ts'

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
