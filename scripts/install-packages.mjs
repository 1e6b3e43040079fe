import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Installs what package-lock.json names when node_modules does not hold it. Packages for the tests are never taken away again. No
 * package needs an install script: better-sqlite3 comes with its binaries, and npm would try to compile it without --ignore-scripts.
 */
export async function installPackages({ root, dev, say }) {
  if (!isInstalled(root, dev)) {
    say(`Installing packages${dev ? ', those of the tests too' : ''} (about a minute) …`)
    await npm(root, ['ci', '--ignore-scripts', dev ? '--include=dev' : '--omit=dev'], say)
  } else if (isNewEnough(process.versions.node)) return
  const node = path.join(root, 'node_modules/.bin/node')
  const version = existsSync(node) ? execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim() : process.versions.node
  if (!isNewEnough(version)) throw new Error(`Laavu runs on Node 24, which npm brings along only for Linux on x64 and arm64. Install Node 24 here; this is Node ${version}.`)
}

const isNewEnough = (version) => Number(version.split('.')[0]) >= 24

/** npm notes in node_modules/.package-lock.json, as the last step of an install, what is there. */
export function isInstalled(root, dev) {
  const wanted = packagesOf(path.join(root, 'package-lock.json'))
  const present = packagesOf(path.join(root, 'node_modules/.package-lock.json'))
  return Object.entries(wanted).every(([where, { version, dev: onlyTests, optional, devOptional }]) =>
    where === '' || present[where]?.version === version || (present[where] === undefined && (optional || devOptional || (onlyTests && !dev))))
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return {}
  }
}

/** Runs npm on the machine's own Node: the one in node_modules is about to be replaced. */
async function npm(root, args, say) {
  const PATH = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => !folder.includes(`${path.sep}node_modules${path.sep}`)).join(path.delimiter)
  const child = spawn('npm', args, { cwd: root, env: { ...process.env, PATH }, stdio: ['ignore', 'inherit', 'inherit'] })
  const started = Date.now()
  const progress = setInterval(() => say(`… ${Math.round((Date.now() - started) / 1000)} s`), 10_000)
  const code = await new Promise((resolve) => { child.on('error', () => resolve(127)).on('close', resolve) })
  clearInterval(progress)
  if (code !== 0) throw new Error(`npm ${args.join(' ')} did not succeed (exit code ${code}). Is the network reachable? Run the command again to retry.`)
}
