import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import type { Upload } from '../../fake-discord/messages/upload.ts'
import type { StoredMessage } from '../../fake-discord/stored.ts'
import type { World } from '../../fake-discord/world.ts'
import type { Line } from './render/text.ts'

const TYPES: Readonly<Record<string, string>> = { '.json': 'application/json', '.txt': 'text/plain' }

/** A file of this machine, to be given to a command. Throws with what a person can mend. */
export function localFile(path: string): Upload {
  const contentType = TYPES[extname(path)] ?? 'application/octet-stream'
  try {
    return { name: basename(path), contentType, data: readFileSync(path) }
  } catch (cause) {
    throw new Error(`There is no file ${resolve(path)} to read.`, { cause })
  }
}

/** Saves the files of a message in a folder of this machine. */
export async function saveFiles(world: World, { attachments }: StoredMessage, folder: string): Promise<Line[]> {
  await mkdir(folder, { recursive: true })
  const lines: Line[] = []
  for (const { filename, url, size } of attachments) {
    // A name is the bot's word: only its last part counts, so that nothing is written elsewhere.
    const path = resolve(join(folder, basename(filename)))
    await writeFile(path, world.files.get(new URL(url).pathname)?.data ?? '')
    lines.push({ text: `(Saved ${path}, ${size} bytes.)`, dim: true })
  }
  return lines
}
