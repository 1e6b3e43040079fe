import { defineMessages } from '../define-messages.ts'

export const eventMessages = defineMessages({
  'events.title': { fi: 'Tapahtumat', sv: 'Händelser', en: 'Events' },
  'events.about': { fi: 'Kuka teki mitä sivuille ja tiedoille, jotka saat lukea.', sv: 'Vem gjorde vad med sidor och uppgifter som du får läsa.', en: 'Who did what to the pages and facts that you may read.' },
  'events.what': { fi: 'Mitä', sv: 'Vad', en: 'What' },
  'events.where': { fi: 'Missä', sv: 'Var', en: 'Where' },
  'events.all': { fi: 'kaikki', sv: 'allt', en: 'everything' },
  'events.everywhere': { fi: 'koko verkko', sv: 'hela nätverket', en: 'the whole network' },
  'events.show': { fi: 'Näytä', sv: 'Visa', en: 'Show' },
  'events.newest': { fi: 'Uusimmat', sv: 'De nyaste', en: 'Newest' },
  'events.nothing': { fi: 'Ei tapahtumia.', sv: 'Inga händelser.', en: 'No events.' },
  'events.system': { fi: 'Laavu', sv: 'Laavu', en: 'Laavu' },
  'events.erased': { fi: 'Poistettu henkilö', sv: 'En raderad person', en: 'An erased person' },
  'events.kind.published': { fi: 'julkaisut', sv: 'publiceringar', en: 'publishing' },
  'events.kind.revised': { fi: 'muutokset', sv: 'ändringar', en: 'changes' },
  'events.kind.checked': { fi: 'tarkistukset', sv: 'kontroller', en: 'checks' },
  'events.kind.supplements': { fi: 'kuntaliitteet', sv: 'kommuntillägg', en: 'municipal supplements' },
  'events.kind.facts': { fi: 'tiedot', sv: 'uppgifter', en: 'facts' },
})
