import { defineMessages } from '../define-messages.ts'

export const shellMessages = defineMessages({
  'shell.skip': { fi: 'Siirry sisältöön', sv: 'Gå till innehållet', en: 'Skip to content' },
  'shell.mainMenu': { fi: 'Päävalikko', sv: 'Huvudmeny', en: 'Main menu' },
  'shell.menu': { fi: 'Valikko', sv: 'Meny', en: 'Menu' },
  'shell.guides': { fi: 'Ohjeet ja käytännöt', sv: 'Anvisningar och praxis', en: 'Guides and practices' },
  'shell.templates': { fi: 'Viestipohjat', sv: 'Meddelandemallar', en: 'Message templates' },
  'shell.onboarding': { fi: 'Perehdytys', sv: 'Introduktion', en: 'Onboarding' },
  'shell.notices': { fi: 'Tiedotteet', sv: 'Meddelanden', en: 'Notices' },
  'shell.whoHelps': { fi: 'Kuka auttaa', sv: 'Vem hjälper', en: 'Who helps' },
  'shell.own': { fi: 'Oma sivu', sv: 'Min sida', en: 'My page' },
  'shell.accessibility': { fi: 'Saavutettavuusseloste', sv: 'Tillgänglighetsutlåtande', en: 'Accessibility statement' },
  'shell.more': { fi: 'Lisää', sv: 'Mer', en: 'More' },
  'shell.facts': { fi: 'Kuntien tiedot', sv: 'Kommunernas uppgifter', en: 'Facts by municipality' },
  'shell.about': { fi: 'Tietoja Laavusta', sv: 'Om Laavu', en: 'About Laavu' },
  'shell.language': { fi: 'Kieli', sv: 'Språk', en: 'Language' },
  'shell.search': { fi: 'Hae', sv: 'Sök', en: 'Search', se: 'Oza' },
  'shell.searchLabel': { fi: 'Hae ohjeita, käytäntöjä ja viestipohjia', sv: 'Sök anvisningar, praxis och mallar', en: 'Search guides, practices and templates' },
  'shell.searchPlaceholder': { fi: 'Kirjoita omin sanoin', sv: 'Skriv med egna ord', en: 'Type in your own words' },
  'shell.breadcrumbs': { fi: 'Murupolku', sv: 'Brödsmulor', en: 'Breadcrumbs' },
})
