/** Longest word that is analysed, in UTF-16 units; no Finnish word is near it, encoded data is over it. */
export const LONGEST_WORD = 100

export interface Word {
  /** as `asWord` */
  word: string
  /** UTF-16 offsets into the text as it was given: text.slice(start, end) is the word as written */
  start: number
  end: number
}

const INVISIBLE = /\p{Cf}/gu
const JOINER = /[-\u2010\u2011:'’]/

/** Gives where the words of a text are, one by one as `tokenize`, until `take` says false; without holding them all, for texts of megabytes. */
export function eachPlace(text: string, take: (start: number, end: number) => boolean | void) {
  let start = 0
  let end = 0
  for (let at = 0; at < text.length;) {
    const next = kindAt(text, at) === LETTER ? endOfRun(text, at) : at
    if (next === at) {
      at += sizeAt(text, at)
      continue
    }
    const continuesWord = at === end + 1 && end > start && next - start <= LONGEST_WORD && JOINER.test(text.charAt(end))
    if (!continuesWord) {
      if (end > start && end - start <= LONGEST_WORD && take(start, end) === false) return
      start = at
    }
    end = at = next
  }
  if (end > start && end - start <= LONGEST_WORD) take(start, end)
}

const OTHER = 1
const LETTER = 2
/** what belongs to the word that it follows: combining marks, invisible signs */
const FOLLOWER = 3
/** Kinds of the 16-bit characters, 0 while not yet asked. */
const kinds = new Uint8Array(0x10000)

function endOfRun(text: string, at: number): number {
  while (at < text.length && kindAt(text, at) !== OTHER) at += sizeAt(text, at)
  return at
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if (isFirstHalf(unit)) return kindOf(String.fromCodePoint(text.codePointAt(at)!))
  return kinds[unit] || (kinds[unit] = kindOf(text.charAt(at)))
}

function kindOf(character: string): number {
  if (/[\p{L}\p{N}]/u.test(character)) return LETTER
  return /[\p{M}\p{Cf}]/u.test(character) ? FOLLOWER : OTHER
}

const isFirstHalf = (unit: number) => unit >= 0xd800 && unit < 0xdc00
const sizeAt = (text: string, at: number) => (isFirstHalf(text.charCodeAt(at)) && text.codePointAt(at)! > 0xffff ? 2 : 1)

/**
 * The words of a text, in order. A word is letters and digits; a hyphen, an apostrophe or a colon between two of them joins
 * (aamu-uninen, vaa'an, EU:n). Never fails, takes time linear to the text. A run of more than 100 letters is no word and is left
 * out; a chain of joined words is cut where it would pass 100.
 */
export function tokenize(text: string): Word[] {
  const words: Word[] = []
  eachPlace(text, (start, end) => { words.push({ word: asWord(text.slice(start, end)), start, end }) })
  return words
}

/** Most words, which need no more work; their letters are single characters in NFC already. */
const LOWER = /^[a-z0-9äöå]*$/
const ORDINARY = /^[A-Za-z0-9ÄÖÅäöå]*$/

/** A word as all analysis wants it: NFC, lower case, without soft hyphens and other invisible characters. */
export function asWord(written: string): string {
  if (LOWER.test(written)) return written
  if (ORDINARY.test(written)) return written.toLowerCase()
  return plainText(written).toLowerCase()
}

/** A text in NFC, without soft hyphens and other invisible characters. */
export const plainText = (text: string) => text.replace(INVISIBLE, '').normalize('NFC')

/** The pieces of a word between its hyphens, apostrophes and colons; one piece for most words. */
export function piecesOf(word: string): string[] {
  return JOINER.test(word) || word === '' ? word.split(JOINER).filter(Boolean) : [word]
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
