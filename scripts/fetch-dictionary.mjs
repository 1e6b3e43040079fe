import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const INSIDE = './usr/lib/voikko/5/mor-standard/mor.vfst'
const MAGIC = Buffer.from('6e3a0100fa510300', 'hex')

/**
 * Puts mor.vfst of the distribution's package voikko-fi into `target`. Needs neither root nor package lists: apt gets folders of its own
 * for lists and cache. apt checks signature and hash of what it downloads. Throws an Error with the reason.
 */
export async function fetchDictionary(target) {
  const work = mkdtempSync(path.join(os.tmpdir(), 'laavu-dictionary-'))
  try {
    for (const folder of ['state/lists/partial', 'cache/archives/partial']) mkdirSync(path.join(work, folder), { recursive: true })
    const updated = await apt(work, ['update']) // one unreachable source of several is no obstacle, so only what follows counts
    const downloaded = await apt(work, ['download', 'voikko-fi'])
    const archive = readdirSync(work).find((name) => name.endsWith('.deb'))
    if (!archive) throw new Error(reason(updated) ?? reason(downloaded) ?? 'apt-get left no package.')
    const bytes = await unpack(path.join(work, archive))
    if (!bytes.subarray(0, 8).equals(MAGIC)) throw new Error('The package voikko-fi holds no dictionary of the known format.')
    writeFileSync(`${target}.new`, bytes)
    chmodSync(`${target}.new`, 0o644)
    renameSync(`${target}.new`, target)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function apt(work, command) {
  const settings = {
    'Dir::State': `${work}/state`, 'Dir::State::lists': `${work}/state/lists`, 'Dir::State::status': '/var/lib/dpkg/status', 'Dir::Cache': `${work}/cache`,
    'Debug::NoLocking': '1', 'APT::Sandbox::User': 'root', 'Acquire::Languages': 'none', 'Acquire::Retries': '1', 'Acquire::http::Timeout': '15', 'Acquire::https::Timeout': '15',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  const done = await run('apt-get', ['-qq', ...options, ...command], { cwd: work, timeout: 120_000, env: { ...process.env, LC_ALL: 'C' } }).catch((error) => error)
  return done.code === 'ENOENT' ? 'E: apt-get is not on this machine' : done.stderr
}

const reason = (complaints) => /^[WE]: *(.+)/m.exec(complaints)?.[1]

async function unpack(archive) {
  const all = { encoding: 'buffer', maxBuffer: 64_000_000 }
  const { stdout: tarball } = await run('dpkg-deb', ['--fsys-tarfile', archive], all)
  const reading = run('tar', ['-xO', INSIDE], all)
  reading.child.stdin.end(tarball)
  return (await reading).stdout
}
