/** Remembers the answers for the words asked last, at most `limit` of them: text repeats its words. */
export function rememberRecent<Answer>(limit: number, answer: (word: string) => Answer): (word: string) => Answer {
  const recent = new Map<string, Answer>()
  return (word) => {
    const known = recent.get(word)
    if (known !== undefined) {
      recent.delete(word)
      recent.set(word, known)
      return known
    }
    const fresh = answer(word)
    recent.set(word, fresh)
    if (recent.size > limit) for (const oldest of recent.keys()) {
      recent.delete(oldest)
      break
    }
    return fresh
  }
}
