import { readFileSync } from 'node:fs'

/** Node's options and the environment that `npm start` gives the server, or `npm run laavu` a command, from package.json: what is measured is what is run. */
export function asStarted(script: 'start' | 'laavu' = 'start'): { nodeOptions: string[]; env: Record<string, string> } {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<typeof script, string> }
  const words = scripts[script].split(' '), node = words.indexOf('node')
  return {
    nodeOptions: words.slice(node + 1).filter((word) => word.startsWith('--')),
    env: Object.fromEntries(words.slice(0, node).flatMap((word) => { const at = word.indexOf('='); return at > 0 && !word.startsWith('NODE_COMPILE_CACHE') ? [[word.slice(0, at), word.slice(at + 1)]] : [] })),
  }
}
