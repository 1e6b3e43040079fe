// Imported first by main.ts and cli.ts: imports are loaded in order, and better-sqlite3 crashes on an older Node without a word.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Laavu runs on Node 24 or newer and this is Node ${process.versions.node}. Use "npm start" and "npm run laavu", which bring it along.`)
  process.exit(78)
}
