import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

test('the defaults serve this machine alone and need nothing', () => {
  expect(readConfig({})).toMatchObject({ port: 3000, host: '127.0.0.1', publicUrl: 'http://127.0.0.1:3000', https: false, meili: null, smtpUrl: null, trustProxy: null })
})

test.each([
  ['PORT', 'kolme'], ['PORT', '70000'], ['PUBLIC_URL', 'laavu.fi'], ['PUBLIC_URL', 'https://example.fi/laavu'], ['PUBLIC_URL', 'javascript:alert(1)'], ['MEILI_URL', 'x'], ['SMTP_URL', 'mail.fi'],
  ['LOG_LEVEL', 'loud'], ['TRUST_PROXY', 'true'], ['TRUST_PROXY', '1'], ['TRUST_PROXY', '10.0.0.0/8, evil'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
  expect(() => readConfig({ [name]: value })).toThrow(name)
})

test('K-1: a search engine without a key, or with one too short to be a secret, is refused', () => {
  expect(() => readConfig({ MEILI_URL: 'http://127.0.0.1:7700' })).toThrow('MEILI_KEY')
  expect(() => readConfig({ MEILI_URL: 'http://127.0.0.1:7700', MEILI_KEY: 'masterKey' })).toThrow('MEILI_KEY')
  expect(readConfig({ MEILI_URL: 'http://127.0.0.1:7700', MEILI_KEY: 'a'.repeat(16) }).meili).toEqual({ url: 'http://127.0.0.1:7700', key: 'a'.repeat(16) })
})

test.each(['loopback', '127.0.0.1', '10.0.0.0/8, ::1', 'uniquelocal'])('TRUST_PROXY=%s names proxies', (list) => {
  expect(readConfig({ TRUST_PROXY: list }).trustProxy).toBe(list)
})
