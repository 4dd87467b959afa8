// Plain JavaScript on purpose: it must still run where Node is too old for the TypeScript it starts.
import { pathToFileURL } from 'node:url'

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
await import(pathToFileURL(entry).href)
