import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** What a JSON file holds, gzipped or not. */
export function readJson(path: string): unknown {
  const bytes = readFileSync(path)
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString())
}
