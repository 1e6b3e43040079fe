import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasRepeatedKey } from './strict-json.ts'

test.each([
  ['{"a":1,"a":2}', true], ['{"a":1,"b":{"c":1,"c":2}}', true], ['{"a":1,"\\u0061":2}', true], ['[{"a":1},{"a":2}]', false],
  ['{"a":{"a":{"a":1}}}', false], ['{"a":"b:c,{\\"a\\":1}","b":1}', false], ['{"__proto__":1,"__proto__":2}', true],
])('I-6: %s names a key twice: %s', (json, repeated) => expect(hasRepeatedKey(json)).toBe(repeated))

test('I-6: depth 1,000 is refused', () => expect(hasRepeatedKey('['.repeat(1000) + ']'.repeat(1000))).toBe(true))

test('JSON that JavaScript itself wrote never names a key twice', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => !hasRepeatedKey(JSON.stringify(value))))
})
