// Runs commands of src/cli one after the other, each as if it were alone in its process. On both outputs a mark with the exit
// code follows what it has written.
import { writeSync } from 'node:fs'
import { argv, env } from 'node:process'

export interface CommandTurn {
  /** Of its file. */
  readonly name: string
  readonly args?: readonly string[]
  /** All of its environment. */
  readonly settings?: Readonly<Record<string, string>>
}

const turns = JSON.parse(argv.at(-1) ?? '') as readonly CommandTurn[]
const given = { ...env }
for (const [number, { name, args = [], settings = {} }] of turns.entries()) {
  for (const setting of Object.keys(env)) delete env[setting]
  Object.assign(env, given, settings)
  argv.splice(2, argv.length, `${name}.ts`, ...args)
  process.exitCode = 0
  await import(new URL(`../../src/cli/${name}.ts?turn=${number}`, import.meta.url).href)
  for (const output of [1, 2]) writeSync(output, `\0${process.exitCode}\0`)
}
process.exitCode = 0
