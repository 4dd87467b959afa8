import type { z } from 'zod'

/** What a JSON text says if it has the shape; else undefined. The error would quote the text, so there is none. */
export function parseJson<T>(schema: z.ZodType<T>, json: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}
