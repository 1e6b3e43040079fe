/**
 * Remembers the answers for the words asked last, at most `limit` of them: text repeats its words. Two halves, the older one dropped
 * when the newer is full, because keeping each word's age costs more than the answers of most words.
 */
export function rememberRecent<Answer>(limit: number, answer: (word: string) => Answer): (word: string) => Answer {
  let newer = new Map<string, Answer>()
  let older = new Map<string, Answer>()
  return (word) => {
    const recent = newer.get(word)
    if (recent !== undefined) return recent
    const fresh = older.get(word) ?? answer(word)
    if (newer.size >= limit / 2) {
      older = newer
      newer = new Map()
    }
    newer.set(word, fresh)
    return fresh
  }
}
