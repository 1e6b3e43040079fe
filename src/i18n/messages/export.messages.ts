import { defineMessages } from '../define-messages.ts'

export const exportMessages = defineMessages({
  'export.offline.list': { fi: 'Laavun sivut', sv: 'Sidorna i Laavu', en: 'Pages of Laavu' },
  'export.offline.made': { fi: 'Viety Laavusta', sv: 'Exporterat från Laavu', en: 'Exported from Laavu' },
  'export.offline.total': { fi: '{count, plural, one {# sivu} other {# sivua}}.', sv: '{count, plural, one {# sida} other {# sidor}}.', en: '{count, plural, one {# page} other {# pages}}.' },
  'export.offline.all': { fi: 'Kaikki sivut', sv: 'Alla sidor', en: 'All pages' },
  'export.lost': {
    fi: 'Nämä tiedostot ovat vahingoittuneet palvelimen levyllä, joten ne puuttuvat tästä viennistä. Ylläpidolle on kerrottu asiasta.',
    sv: 'De här filerna har skadats på serverns disk och saknas därför i exporten. Administratörerna har fått veta det.',
    en: 'These files are damaged on the disk of the server, so they are missing from this export. The administrators have been told.',
  },
  'export.download': { fi: 'Lataa ZIP-tiedostona', sv: 'Ladda ner som ZIP-fil', en: 'Download as a ZIP file' },
  'export.tooBig': {
    fi: 'Yhteen ZIP-tiedostoon ei mahdu näin paljon. Rajaa listaa ja lataa se osissa.', sv: 'Så här mycket ryms inte i en ZIP-fil. Begränsa listan och ladda ner den i delar.',
    en: 'One ZIP file cannot hold this much. Narrow the list and download it in parts.',
  },
  'export.running': {
    fi: 'Edellinen vienti on vielä kesken. Odota, että se on latautunut.', sv: 'Den föregående exporten pågår ännu. Vänta tills den har laddats ner.', en: 'The previous export is still going on. Wait until it has been downloaded.',
  },
  'export.title': { fi: 'Vienti', sv: 'Export', en: 'Export' },
  'export.about': { fi: 'Koko kirjasto yhtenä tiedostona', sv: 'Hela biblioteket som en fil', en: 'The whole library as one file' },
  'export.whatIsIn': {
    fi: 'Saat ZIP-tiedoston, jossa on jokainen sivu Markdownina ja selaimella luettavana, tiedostot ja koko muutoshistoria. Avaa paketista index.html: se toimii ilman verkkoa.',
    sv: 'Du får en ZIP-fil med varje sida som Markdown och i en form som webbläsaren visar, filerna och hela ändringshistoriken. Öppna index.html i paketet: den fungerar utan nätverk.',
    en: 'You get a ZIP file with every page as Markdown and in a form that a browser shows, the files and the whole history of changes. Open index.html in it: it works without a network.',
  },
  'export.whatIsNot': {
    fi: 'Mukana on se, minkä sinä saat lukea. Toisten tiimien rajatut sivut, toisten luonnokset ja roskakori jäävät pois. Henkilöistä mukana ovat vain muutosten tekijöiden nimet ja sähköpostiosoitteet, joten säilytä tiedosto yhtä huolellisesti kuin Laavu itse.',
    sv: 'Med är det som du får läsa. Andra teams begränsade sidor, andras utkast och papperskorgen är inte med. Av personer finns bara namn och e-postadress till dem som gjort ändringar, så förvara filen lika omsorgsfullt som Laavu självt.',
    en: 'It holds what you may read. Restricted pages of other teams, drafts of others and the trash are not in it. Of people it has only the names and e-mail addresses of those who made changes, so keep the file as carefully as Laavu itself.',
  },
  'export.duplicates.title': { fi: 'Lähes samat sivut', sv: 'Nästan likadana sidor', en: 'Nearly the same pages' },
  'export.duplicates.about': { fi: 'Sivut ja tiedostot, joissa on sama teksti', sv: 'Sidor och filer med samma text', en: 'Pages and files with the same text' },
  'export.duplicates.what': {
    fi: 'Näissä pareissa vähintään puolet tekstistä on samaa. Yhdistettäessä uudempi jää voimaan. Vanhemman tekstistä tai tiedostosta tulee sen aiempi versio, ja vanhemman osoite johtaa uudempaan.',
    sv: 'I de här paren är minst hälften av texten densamma. När du slår ihop dem blir den nyare kvar. Den äldre texten eller filen blir dess tidigare version, och den äldres adress leder till den nyare.',
    en: 'In these pairs at least half of the text is the same. When you merge them, the newer one stays. The older text or file becomes its earlier version, and the address of the older one leads to the newer.',
  },
  'export.duplicates.percent': { fi: '{n} % samaa tekstiä', sv: '{n} % samma text', en: '{n} % of the text is the same' },
  'export.duplicates.newer': { fi: 'Uudempi', sv: 'Nyare', en: 'Newer' },
  'export.duplicates.older': { fi: 'Vanhempi', sv: 'Äldre', en: 'Older' },
  'export.duplicates.merge': { fi: 'Yhdistä', sv: 'Slå ihop', en: 'Merge' },
  'export.duplicates.label': { fi: 'Yhdistä: {kept} ja {older}', sv: 'Slå ihop: {kept} och {older}', en: 'Merge: {kept} and {older}' },
  'export.duplicates.merged': { fi: 'Sivut on yhdistetty. Vanhempi on roskakorissa.', sv: 'Sidorna har slagits ihop. Den äldre finns i papperskorgen.', en: 'The pages have been merged. The older one is in the trash.' },
  'export.duplicates.none': { fi: 'Lähes samoja sivuja ei ole.', sv: 'Det finns inga nästan likadana sidor.', en: 'There are no nearly identical pages.' },
  'export.duplicates.before': { fi: 'Yhdistetyn vanhemman sivun teksti.', sv: 'Texten på den äldre sidan som slagits ihop med denna.', en: 'The text of the older page that was merged into this one.' },
  'export.duplicates.after': { fi: 'Yhdistetty vanhempaan sivuun. Teksti pysyy ennallaan.', sv: 'Hopslagen med en äldre sida. Texten är oförändrad.', en: 'Merged with an older page. The text stays as it was.' },
  'export.duplicates.notAlike': {
    fi: 'Sivuja ei voi yhdistää: niiden lajin, kielen ja rajauksen pitää olla samat.', sv: 'Sidorna kan inte slås ihop: de ska ha samma slag, språk och begränsning.', en: 'The pages cannot be merged: their kind, language and restriction must be the same.',
  },
  'export.whole': {
    fi: 'Aivan kaiken saa palvelimen ylläpitäjä komennolla npm run laavu -- export TIEDOSTO.', sv: 'Precis allt får den som sköter servern med kommandot npm run laavu -- export FIL.',
    en: 'Whoever runs the server gets all of it with the command npm run laavu -- export FILE.',
  },
})
