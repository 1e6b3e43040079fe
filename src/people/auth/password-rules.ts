import type { MessageKey } from '../../i18n/messages.ts'
import { COMMON_WORDS, PHRASES, RUNS } from './common-passwords.ts'

const SHORTEST = 15
/** Far more than a passphrase needs; a limit only so that nobody has a megabyte hashed. */
const LONGEST = 1000

/** Why the password may not be used, as a message key; null when it may. Length is counted in Unicode characters, not bytes. */
export function passwordProblem(password: string, about: { name: string; email: string }): MessageKey | null {
  const length = Array.from(password).length
  if (length < SHORTEST) return 'auth.passwordShort'
  if (length > LONGEST) return 'auth.passwordLong'
  if (guessBits(password, []) < ENOUGH_BITS) return 'auth.passwordCommon'
  if (guessBits(password, ownWords(about)) < ENOUGH_BITS) return 'auth.passwordOwn'
  return null
}

/** Four words come to more, even when each of them is common; a word with a year and an exclamation mark does not. */
const ENOUGH_BITS = 30
const WORD_BITS = 9, RUN_BITS = 4, REPEAT_BITS = 2, SEPARATOR_BITS = 1, CHARACTER_BITS = 3
/** Letters that follow five others are easier to guess: they finish a word. */
const LATER_LETTER_BITS = 1.5

/** A rough count, in bits, of how hard the password is for someone who tries common words, keyboard runs, years and repeats first. */
function guessBits(password: string, own: string[]): number {
  const text = said(withoutPhrases(plain(password))), dictionary = [...COMMON_WORDS, ...own]
  let bits = 0, at = 0, lettersInRow = 0
  const seen = new Set<string>()
  while (at < text.length && bits < ENOUGH_BITS) {
    const piece = commonPiece(text, at, dictionary) ?? oneCharacter(text[at]!, lettersInRow)
    const part = text.slice(at, at + piece.length)
    bits += seen.has(part) ? Math.min(piece.bits, REPEAT_BITS) : piece.bits
    if (part.length > 1) seen.add(part)
    lettersInRow = part.length === 1 && /\p{L}/u.test(part) ? lettersInRow + 1 : 0
    at += piece.length
  }
  return bits
}

function oneCharacter(character: string, lettersBefore: number) {
  if (/[\s._-]/.test(character)) return { length: 1, bits: SEPARATOR_BITS }
  return { length: 1, bits: lettersBefore >= 5 ? LATER_LETTER_BITS : CHARACTER_BITS }
}

/** Said once: what is repeated at once adds next to nothing. */
const said = (text: string) => text.replace(/(.{2,}?)\1+/gu, (whole, part: string) => (/^(.)\1+$/u.test(part) ? whole : `${part} `))

const lettersOf = (text: string) => text.replace(/[^\p{L}\d]/gu, '')
const phrases = PHRASES.map(lettersOf)
function withoutPhrases(text: string): string {
  const letters = lettersOf(text), found = phrases.filter((phrase) => letters.includes(phrase))
  return found.length === 0 ? text : found.reduce((left, phrase) => left.replace(phrase, ' '), letters)
}

/** The longest piece at this place that a guesser would try: a word, a run, one character repeated, a year. */
function commonPiece(text: string, at: number, dictionary: string[]): { length: number; bits: number } | null {
  const rest = text.slice(at), asLetters = withoutDisguise(rest)
  let best: { length: number; bits: number } | null = null
  const take = (length: number, bits: number) => { if (length > (best?.length ?? 0)) best = { length, bits } }
  for (const word of dictionary) if (rest.startsWith(word) || asLetters.startsWith(word)) take(word.length, Math.min(WORD_BITS, word.length * CHARACTER_BITS))
  take(runAt(rest), RUN_BITS)
  take(/^(.)\1{2,}/u.exec(rest)?.[0].length ?? 0, RUN_BITS)
  take(/^(19|20)\d\d/.exec(rest)?.[0].length ?? 0, RUN_BITS)
  return best
}

const bothWays = RUNS.flatMap((run) => [run, Array.from(run).reverse().join('')])
function runAt(rest: string): number {
  let longest = 0
  for (const run of bothWays) for (let from = 0; from < run.length - 3; from += 1) {
    let length = 0
    while (from + length < run.length && run[from + length] === rest[length]) length += 1
    if (length > longest) longest = length
  }
  return longest >= 4 ? longest : 0
}

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
const DISGUISE: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', '@': 'a', $: 's', '!': 'i', '€': 'e', '|': 'l' }
const withoutDisguise = (text: string) => text.replace(/[0134578@$!€|]/g, (sign) => DISGUISE[sign]!)

/** The parts of a person's name and address that are long enough to mean something. */
const ownWords = ({ name, email }: { name: string; email: string }) => plain(`${name} ${email.replace(/@/g, ' ')}`).split(/[^\p{L}\d]+/u)
  .filter((word) => word.length >= 3)
