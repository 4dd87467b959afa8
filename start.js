// Plain JavaScript on purpose: it must still run where Node is too old for the TypeScript it starts.
// Not by name: what an older Node does not have could not even be imported.
import * as nodeModule from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const OLDEST_NODE = 24

const major = Number(process.versions.node.split('.')[0])
if (major < OLDEST_NODE) {
  process.stderr.write(
    `Keepsake needs Node ${OLDEST_NODE} or newer, and this is ${process.versions.node}. Two ways out:\n` +
      `  install Node ${OLDEST_NODE} (https://nodejs.org), or\n` +
      `  run "npm ci" without --omit=dev: it brings a Node ${OLDEST_NODE} of its own (npm 12: with "npm ci --allow-scripts=node").\n`,
  )
  process.exit(78) // as for settings that have to change first
}

const entry = process.argv[2]
if (entry === undefined) throw new Error('start.js needs the file to start: node start.js src/index.ts')
// What was compiled is kept for the next start, TypeScript without its types as well; where the folder can't be written each start
// compiles anew. In a folder of our own: in the one for temporary files anybody could put something else.
nodeModule.enableCompileCache(fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url)))
await import(pathToFileURL(entry).href)
