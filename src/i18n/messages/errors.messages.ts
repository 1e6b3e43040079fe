import { defineMessages } from '../define-messages.ts'

export const errorMessages = defineMessages({
  'errors.title': { fi: 'Sivu ei auennut', sv: 'Sidan kunde inte öppnas', en: 'The page did not open' },
  'errors.notFoundTitle': { fi: 'Sivua ei löydy', sv: 'Sidan hittades inte', en: 'Page not found' },
  'errors.notFound': {
    fi: 'Sivu on voitu siirtää tai poistaa, tai osoitteessa on virhe. Hae sivua omin sanoin.',
    sv: 'Sidan kan ha flyttats eller tagits bort, eller så är adressen fel. Sök sidan med egna ord.',
    en: 'The page may have been moved or removed, or the address is wrong. Search for it in your own words.',
  },
  'errors.badRequest': { fi: 'Osoitteessa on virhe. Palaa edelliselle sivulle ja yritä uudelleen.', sv: 'Adressen är felaktig. Gå tillbaka och försök igen.', en: 'The address is not valid. Go back and try again.' },
  'errors.forbidden': { fi: 'Sinulla ei ole oikeutta tähän. Kysy kuntasi yhteyshenkilöltä.', sv: 'Du har inte rätt till detta. Fråga kontaktpersonen i din kommun.', en: 'You do not have the right to do this. Ask your municipality’s contact person.' },
  'errors.crossSite': { fi: 'Pyyntö tuli toiselta sivustolta, joten sitä ei tehty. Avaa Laavu uudelleen ja yritä siellä.', sv: 'Begäran kom från en annan webbplats och utfördes inte. Öppna Laavu på nytt och försök där.', en: 'The request came from another site, so nothing was done. Open Laavu again and try there.' },
  'errors.tooLarge': { fi: 'Teksti tai tiedosto on liian suuri. Lyhennä tai jaa se osiin.', sv: 'Texten eller filen är för stor. Förkorta eller dela upp den.', en: 'The text or file is too large. Shorten or split it.' },
  'errors.tooMany': { fi: 'Pyyntöjä tuli liian monta peräkkäin. Odota hetki ja yritä uudelleen.', sv: 'För många försök i rad. Vänta en stund och försök igen.', en: 'Too many requests in a row. Wait a moment and try again.' },
  'errors.busy': { fi: 'Palvelin on juuri nyt ruuhkainen. Yritä hetken kuluttua uudelleen.', sv: 'Servern är just nu överbelastad. Försök igen om en stund.', en: 'The server is busy just now. Try again in a moment.' },
  'errors.fault': { fi: 'Laavussa tapahtui virhe. Mitään ei tallentunut. Yritä uudelleen; jos virhe toistuu, ilmoita ylläpidolle tunnus {id}.', sv: 'Ett fel uppstod i Laavu. Inget sparades. Försök igen; om felet upprepas, meddela administratören koden {id}.', en: 'Something went wrong in Laavu. Nothing was saved. Try again; if it happens again, tell the administrator the code {id}.' },
  'errors.diskFull': { fi: 'Palvelimen levy on täynnä. Mitään ei tallentunut. Kerro ylläpidolle ja yritä myöhemmin uudelleen.', sv: 'Serverns disk är full. Inget sparades. Meddela administratören och försök igen senare.', en: 'The disk of the server is full. Nothing was saved. Tell the administrator, and try again later.' },
  'errors.mediaType': { fi: 'Lähetä tiedot muodossa application/json.', sv: 'Skicka uppgifterna som application/json.', en: 'Send the data as application/json.' },
  'errors.badJson': { fi: 'Tiedot eivät ole kelvollista JSON-muotoa, tai sama avain on niissä kahdesti.', sv: 'Uppgifterna är inte giltig JSON, eller samma nyckel förekommer två gånger.', en: 'The body is not valid JSON, or names a key twice.' },
  'errors.noToken': { fi: 'Kutsusta puuttuu voimassa oleva Bearer-tunniste.', sv: 'Anropet saknar en giltig Bearer-token.', en: 'The call has no valid Bearer token.' },
  'errors.readOnlyToken': { fi: 'Tällä tunnisteella voi vain lukea.', sv: 'Med denna token kan man bara läsa.', en: 'This token may only read.' },
  'errors.needsIfMatch': { fi: 'Kerro If-Match-otsakkeessa, mitä versiota muutat.', sv: 'Ange i If-Match vilken version du ändrar.', en: 'Say in If-Match which version you are changing.' },
  'errors.fields': { fi: 'Tarkista kentät.', sv: 'Kontrollera fälten.', en: 'Check the fields.' },
  'errors.method': { fi: 'Tätä osoitetta ei voi käyttää näin.', sv: 'Den här adressen kan inte användas så.', en: 'This address cannot be used in this way.' },
  'errors.backToFront': { fi: 'Siirry etusivulle', sv: 'Gå till startsidan', en: 'Go to the front page' },
})
