import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import type { Message } from './define-messages.ts'
import { messages, type MessageKey } from './messages.ts'

const all = Object.entries(messages) as [MessageKey, Message][]
const parsed = (text: string) => parse(text, { ignoreTag: true })

function* argumentsOf(elements: MessageFormatElement[]): Generator<string> {
  for (const element of elements) {
    if (element.type !== TYPE.literal && element.type !== TYPE.pound && 'value' in element) yield String(element.value)
    if (element.type === TYPE.plural || element.type === TYPE.select) for (const option of Object.values(element.options)) yield* argumentsOf(option.value)
  }
}

test('every text parses, and every language uses the same values', () => {
  for (const [key, message] of all) {
    const expected = [...new Set(argumentsOf(parsed(message.fi)))].sort()
    for (const [lang, text] of Object.entries(message) as [string, string][]) expect([...new Set(argumentsOf(parsed(text)))].sort(), `${key} in ${lang}`).toEqual(expected)
  }
})

test('every plural names `other`', () => {
  const walk = (elements: MessageFormatElement[], key: string): void => {
    for (const element of elements) if (element.type === TYPE.plural) { expect(Object.keys(element.options), key).toContain('other'); for (const option of Object.values(element.options)) walk(option.value, key) }
  }
  for (const [key, message] of all) for (const text of Object.values(message) as string[]) walk(parsed(text), key)
})

test('Northern Sámi is used only where the term is sourced for that very text', () => {
  const rows = readFileSync('db/sample/terms.tsv', 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t'))
  const sourced = new Map(rows.filter((row) => row[4] === 'sourced').map((row) => [row[0]!.toLowerCase(), row[3]!.toLowerCase()]))
  for (const [key, message] of all) if (message.se !== undefined) expect(message.se.toLowerCase(), key).toBe(sourced.get(message.fi.toLowerCase()))
})

test('no text is left unused', () => {
  const read = (root: string, ending: RegExp) => (readdirSync(root, { recursive: true }) as string[]).filter((file) => ending.test(file) && !file.endsWith('messages.ts')).map((file) => readFileSync(`${root}/${file}`, 'utf8')).join('\n')
  const code = read('src', /\.ts$/) + read('views', /\.hbs$/)
  // a key may be put together from a prefix that ends in a dot: `kinds.${kind}`
  const prefixes = [...code.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map(([, prefix]) => prefix!)
  const quoted = new Set([...code.matchAll(/(['"])([\w.-]+)(?=\1)/g)].map(([, , key]) => key!))
  expect(all.map(([key]) => key).filter((key) => !quoted.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))).toEqual([])
})
