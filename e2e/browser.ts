import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Browser } from 'playwright-core'

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const LIBRARIES = path.resolve(import.meta.dirname, '../node_modules/@sparticuz/chromium/bin/al2023.tar.br')
const QUIET = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** The machine's own Chromium, else the one that comes as a package. It asks the network for nothing of its own. */
export async function launchBrowser(): Promise<Browser> {
  const args = process.getuid?.() === 0 ? [...QUIET, '--no-sandbox'] : QUIET
  const installed = INSTALLED.find((file) => existsSync(file))
  return installed ? chromium.launch({ executablePath: installed, args }) : launchPackaged(args)
}

/** The packaged browser brings the few libraries that a bare machine lacks, and looks for them only where it was built for. */
async function launchPackaged(args: string[]): Promise<Browser> {
  const { default: packaged, inflate, setupLambdaEnvironment } = await import('@sparticuz/chromium')
  setupLambdaEnvironment(path.join(await inflate(LIBRARIES), 'lib'))
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...packaged.args, ...args] })
}
