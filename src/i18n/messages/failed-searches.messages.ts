import { defineMessages } from '../define-messages.ts'

export const failedSearchMessages = defineMessages({
  'failed.title': { fi: 'Haut, joihin ei löytynyt vastausta', sv: 'Sökningar utan svar', en: 'Searches without an answer' },
  'failed.about': { fi: 'Mitä henkilöstö on hakenut löytämättä', sv: 'Vad personalen har sökt utan att hitta', en: 'What staff searched for and did not find' },
  'failed.intro': {
    fi: 'Näitä on hakenut ainakin kolme ihmistä, tai niitä on haettu kolmena päivänä, eikä sopivaa sivua löytynyt. Kirjoita puuttuva ohje, lisää hakusana sivulle tai näytä, mikä sivu vastaa.',
    sv: 'De här har sökts tre dagar eller av tre personer utan att en lämplig sida hittats. Skriv anvisningen som saknas, lägg till sökordet på en sida eller visa vilken sida som svarar.',
    en: 'These were searched for on three days or by three people, and no fitting page was found. Write the missing guide, add the words to a page, or show which page answers.',
  },
  'failed.privacy': {
    fi: 'Hakijoita ei kirjata. Henkilötunnuksia, kortin numeroita, puhelinnumeroita ja sähköpostiosoitteita ei tallenneta.',
    sv: 'Vem som söker sparas inte. Personbeteckningar, kortnummer, telefonnummer och e-postadresser lagras inte.',
    en: 'Who searches is not recorded. Personal identity codes, card numbers, phone numbers and e-mail addresses are not kept.',
  },
  'failed.none': { fi: 'Kaikki haut ovat löytäneet jotain.', sv: 'Alla sökningar har hittat något.', en: 'Every search has found something.' },
  'failed.times': { fi: '{n, plural, one {# haku} other {# hakua}}', sv: '{n, plural, one {# sökning} other {# sökningar}}', en: '{n, plural, one {# search} other {# searches}}' },
  'failed.first': { fi: 'ensin', sv: 'först', en: 'first' },
  'failed.last': { fi: 'viimeksi', sv: 'senast', en: 'last' },
  'failed.instead': { fi: 'Tarjottiin sen sijaan:', sv: 'Erbjöds i stället:', en: 'Offered instead:' },
  'failed.nothing': { fi: 'Ei löytynyt mitään.', sv: 'Ingenting hittades.', en: 'Nothing was found.' },
  'failed.nowFound': { fi: 'Näin löytyy nyt:', sv: 'Det här hittas nu:', en: 'Found now:' },
  'failed.write': { fi: 'Kirjoita ohje', sv: 'Skriv en anvisning', en: 'Write a guide' },
  'failed.answer': { fi: 'Mikä sivu vastaa?', sv: 'Vilken sida svarar?', en: 'Which page answers?' },
  'failed.answerHint': { fi: 'Kopioi sivun osoite, esimerkiksi /sivu/12. Sivu näytetään, kun näin haetaan.', sv: 'Kopiera sidans adress, till exempel /sivu/12. Sidan visas när någon söker så här.', en: 'Copy the page’s address, for example /sivu/12. The page is shown when someone searches like this.' },
  'failed.answerDo': { fi: 'Tämä sivu vastaa', sv: 'Den här sidan svarar', en: 'This page answers' },
  'failed.handledDo': { fi: 'Hoidettu', sv: 'Åtgärdat', en: 'Handled' },
  'failed.handled': { fi: 'Hoidetut', sv: 'Åtgärdade', en: 'Handled' },
  'failed.openAgain': { fi: 'Ota uudestaan esiin', sv: 'Ta fram på nytt', en: 'Bring up again' },
  'failed.answers': { fi: 'Vastaa:', sv: 'Svarar:', en: 'Answered by:' },
  'failed.saved': { fi: 'Tallennettiin.', sv: 'Sparades.', en: 'Saved.' },
  'failed.noPage': { fi: 'Sivua ei löytynyt tästä osoitteesta.', sv: 'Ingen sida hittades på den adressen.', en: 'There is no page at that address.' },
  'failed.hit': { fi: 'Tähän vastaa', sv: 'Det här besvaras av', en: 'Answered by' },
})
