import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'

/** Turns files into another format with LibreOffice, whose settings are kept in `folder`. Throws with what to install when it is not there. */
export function convertWith(folder: string, files: string[], format: string, into: string) {
  mkdirSync(into, { recursive: true })
  const { error, status, stderr } = spawnSync('soffice', [`-env:UserInstallation=file://${path.join(folder, 'profile')}`, '--headless', '--convert-to', format, '--outdir', into, ...files], { encoding: 'utf8' })
  if (error) throw new Error('LibreOffice (soffice) is not installed. On Debian: apt-get install --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui', { cause: error })
  if (status !== 0) throw new Error(`soffice ended with ${status}: ${stderr}`)
}
