import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (folder: string, end: string) => (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith(end)).map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')] as const)

/** The words that stand in a template itself: text between tags and in attributes that people meet. */
function wordsIn(template: string): string[] {
  const plain = template.replace(/\{\{!(?:--[\s\S]*?--|[^}]*)\}\}/g, '').replace(/\{\{\{?[^{}]*\}?\}\}/g, ' ').replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, '')
  const said = [...plain.matchAll(/\b(?:aria-label|title|placeholder|alt)="([^"]*)"/g)].map(([, words]) => words!)
  return [...said, ...plain.replace(/<[^>]*>/g, '\n').split('\n')].map((words) => words.trim()).filter((words) => /\p{L}{2}/u.test(words))
}

test('no template has words of its own, which would be in one language only', () => {
  expect(wordsIn('<p title="Sulje">Hei {{name}}</p>{{t "a.b"}}')).toEqual(['Sulje', 'Hei'])
  const names = /^(Laavu|[–·] ?Laavu|Laavu [–·]|EUPL-1\.2|\((CSV|Ctrl\+[\w+]+)\))$/, templates = read('views', '.hbs').filter(([file]) => !/templates\/parts\/guide-(fi|sv|en)\.hbs$/.test(file))
  expect(templates.length).toBeGreaterThan(100)
  expect(templates.flatMap(([file, text]) => wordsIn(text).filter((words) => !names.test(words)).map((words) => `${file}: ${words}`))).toEqual([])
})

test('no script has sentences of its own: it takes them from the page', () => {
  const sentence = /(['"`])[A-ZÅÄÖ][a-zåäö]+ [a-zåäö]+[^'"`]*\1|(['"`])[^'"`\n]*[åäöÅÄÖ][^'"`\n]*\2/, scripts = read('static/js', '.js')
  expect([sentence.test('say(\'Muutos ei tallennu\')'), sentence.test('note.className = \'why state late\'')]).toEqual([true, false])
  expect(scripts.length).toBeGreaterThan(5)
  expect(scripts.flatMap(([file, text]) => text.split('\n').filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line) && sentence.test(line)).map((line) => `${file}: ${line.trim()}`))).toEqual([])
})
