/** The words that rendering adds to a text, in the language of the text. */
const WORDS = {
  fi: {
    attention: 'Huomio', hint: 'Vinkki', important: 'Tärkeää', note: 'Tiedoksi', table: 'Taulukko', done: 'Tehty', open: 'Tekemättä',
    missingLink: 'linkin kohde puuttuu', missingImage: 'kuva puuttuu', hiddenImage: 'Kuvaa ei enää saa näyttää: sen käyttölupa on päättynyt.', missingSlot: 'Kuntaliite puuttuu', slotHint: 'Kunta kirjoittaa tähän',
  },
  sv: {
    attention: 'Observera', hint: 'Tips', important: 'Viktigt', note: 'För kännedom', table: 'Tabell', done: 'Klart', open: 'Inte klart',
    missingLink: 'länkens mål saknas', missingImage: 'bilden saknas', hiddenImage: 'Bilden får inte längre visas: samtycket har upphört.', missingSlot: 'Kommuntillägg saknas', slotHint: 'Kommunen skriver här',
  },
  en: {
    attention: 'Attention', hint: 'Tip', important: 'Important', note: 'Note', table: 'Table', done: 'Done', open: 'Not done',
    missingLink: 'the target of the link is missing', missingImage: 'the image is missing', hiddenImage: 'The image may no longer be shown: its consent has ended.', missingSlot: 'Municipal supplement missing',
    slotHint: 'The municipality writes here',
  },
}

export type Word = keyof (typeof WORDS)['fi']

/** `mark` goes into the tag that holds a word: it says ` lang="fi"` where the text's own language has no words here. */
export interface Words { of: Record<Word, string>; mark: string }

export function wordsIn(lang: string): Words {
  return Object.hasOwn(WORDS, lang) ? { of: WORDS[lang as keyof typeof WORDS], mark: '' } : { of: WORDS.fi, mark: ' lang="fi"' }
}
