import { defineMessages } from '../define-messages.ts'

export const fileMessages = defineMessages({
  'files.damagedTitle': { fi: 'Tiedostoa ei voi nyt avata', sv: 'Filen kan inte öppnas just nu', en: 'The file cannot be opened now' },
  'files.damaged': {
    fi: 'Tiedosto on vahingoittunut palvelimen levyllä, joten sitä ei anneta. Ylläpidolle ja sivusta vastaaville on kerrottu asiasta. Sivun teksti on kunnossa. Kokeile tiedostoa myöhemmin uudelleen.',
    sv: 'Filen har skadats på serverns disk och lämnas därför inte ut. Administratörerna och de som ansvarar för sidan har fått veta det. Sidans text är hel. Försök öppna filen igen senare.',
    en: 'The file is damaged on the disk of the server, so it is not given out. The administrators and those who look after the page have been told. The text of the page is whole. Try the file again later.',
  },
  'files.mended': { fi: 'Vahingoittunut tiedosto on korjattu.', sv: 'Den skadade filen är reparerad.', en: 'The damaged file has been mended.' },
  'files.damagedTask': {
    fi: 'Tiedosto ”{name}” on vahingoittunut palvelimen levyllä, eikä sitä voi avata. Lisää sama tiedosto uudelleen, jos se on sinulla; muuten ylläpito palauttaa sen varmuuskopiosta.',
    sv: 'Filen ”{name}” har skadats på serverns disk och kan inte öppnas. Lägg till samma fil på nytt om du har den; annars återställer administratören den från en säkerhetskopia.',
    en: 'The file “{name}” is damaged on the disk of the server and cannot be opened. Add the same file again if you have it; otherwise the administrator restores it from a backup.',
  },
  'files.damagedAdminTask': {
    fi: 'Tallennettu tiedosto {id} on vahingoittunut palvelimen levyllä. Palauta se varmuuskopiosta. Komento ”npm run laavu -- files verify” luettelee kaikki vahingoittuneet.',
    sv: 'Den lagrade filen {id} har skadats på serverns disk. Återställ den från en säkerhetskopia. Kommandot ”npm run laavu -- files verify” räknar upp alla skadade filer.',
    en: 'The stored file {id} is damaged on the disk of the server. Restore it from a backup. The command “npm run laavu -- files verify” lists all damaged files.',
  },
})
