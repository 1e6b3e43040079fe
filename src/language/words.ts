/** Longest word that is analysed, in UTF-16 units; no Finnish word is near it, encoded data is over it. */
export const LONGEST_WORD = 100

export interface Word {
  /** as `asWord` */
  word: string
  /** UTF-16 offsets into the text as it was given: text.slice(start, end) is the word as written */
  start: number
  end: number
}

// Bounded, because an unbounded run of joined or non-BMP letters exhausts the stack of the regular expression engine at some megabytes.
const RUN = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]{0,99}/gu
const INVISIBLE = /\p{Cf}/gu
const JOINER = /[-\u2010\u2011:'’]/

/** The words of a text one by one, as `tokenize`, without holding them all: for texts of megabytes. */
export function* eachWord(text: string): Generator<Word> {
  let start = 0
  let end = 0
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const next = index + run.length
    const continuesRun = index === end && end > start
    const continuesWord = index === end + 1 && end > start && next - start <= LONGEST_WORD && JOINER.test(text.charAt(end))
    if (!continuesRun && !continuesWord) {
      if (end > start && end - start <= LONGEST_WORD) yield wordAt(text, start, end)
      start = index
    }
    end = next
  }
  if (end > start && end - start <= LONGEST_WORD) yield wordAt(text, start, end)
}

/**
 * The words of a text, in order. A word is letters and digits; a hyphen, an apostrophe or a colon between two of them joins
 * (aamu-uninen, vaa'an, EU:n). Never fails, takes time linear to the text. A run of more than 100 letters is no word and is left
 * out; a chain of joined words is cut where it would pass 100.
 */
export function tokenize(text: string): Word[] {
  return [...eachWord(text)]
}

function wordAt(text: string, start: number, end: number): Word {
  return { word: asWord(text.slice(start, end)), start, end }
}

/** A word as all analysis wants it: NFC, lower case, without soft hyphens and other invisible characters. */
export function asWord(written: string): string {
  return written.replace(INVISIBLE, '').normalize('NFC').toLowerCase()
}

/** The pieces of a word between its hyphens, apostrophes and colons; one piece for most words. */
export function piecesOf(word: string): string[] {
  return word.split(/[-\u2010\u2011:'’]/).filter(Boolean)
}

const PLAIN: Record<string, string> = { đ: 'd', ŋ: 'n', ŧ: 't', ø: 'o', æ: 'a', ð: 'd', ß: 'ss', þ: 'th', ł: 'l', ʒ: 'z', ǥ: 'g' }

/**
 * A lower-cased word as it is typed without Finnish, Swedish or Sámi letters: ä and å become a, š becomes s, đ becomes d.
 * ä, ö and å are letters of their own: use this for guessing what was meant, never as the word itself.
 */
export function fold(word: string): string {
  if (/^[a-z0-9]*$/.test(word)) return word
  return word.normalize('NFD').replace(/[\p{M}ʹʼˈ]/gu, '').replace(/[đŋŧøæðßþłʒǥ]/g, (letter) => PLAIN[letter] ?? letter)
}
