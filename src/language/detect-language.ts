import type { Analyser } from './analyser.ts'
import { COMMON_WORDS } from './common-words.ts'
import { asWord, eachPlace } from './words.ts'

type Detected = keyof typeof COMMON_WORDS
const COMMON = new Map(Object.entries(COMMON_WORDS).map(([lang, words]) => [lang as Detected, new Set(words.split(' '))]))
const READ_WORDS = 400
const LOOKED_UP_WORDS = 60

/**
 * The language of a text, from its first 400 words: how many of them are common words of each language, Sámi letters, and words that
 * the Finnish dictionary knows. Finnish when nothing tells. Right for 0.94 (English) to 1.00 (the others) of texts of three sentences,
 * for 0.99 of eight; single English sentences are often taken for Finnish.
 */
export function detectLanguage(text: string, analyser: Analyser): Detected {
  const scores = { fi: 0, sv: 0, en: 0, se: 0 }
  let read = 0
  eachPlace(text, (start, end) => {
    const word = asWord(text.slice(start, end))
    read++
    for (const [lang, words] of COMMON) if (words.has(word)) scores[lang]++
    if (/[áčđŋšŧž]/.test(word)) scores.se += 0.5
    if (read <= LOOKED_UP_WORDS && word.length > 4 && analyser.accepts(word)) scores.fi += 0.3
    return read < READ_WORDS
  })
  const best = Math.max(scores.fi, scores.sv, scores.en, scores.se)
  return (['fi', 'sv', 'en', 'se'] as const).find((lang) => scores[lang] === best) ?? 'fi'
}
