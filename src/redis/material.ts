import { z } from 'zod'
import type { Material, Trouble } from '../memory/ports.ts'
import type { Conversation, CoveringSegment, Turn, TurnName } from '../memory/types.ts'
import { parseCoveringSegment } from './facts.ts'
import { type KnownReply, type KnownTable, knownReply } from './known.ts'
import { parseJson } from './parse-json.ts'
import { parseTurn } from './turns.ts'
import { isTimeZone } from './user-settings.ts'

/** Turns after each cursor at most: what waits beyond them comes with the next material. */
export const MATERIAL_TURNS = 200
/** Turns before each cursor, for context; those that are still in the log. */
export const CONTEXT_TURNS = 6

/** What of a reply could not be read. */
export type Broken = (kind: 'brokenTurn' | 'brokenSegment', turn: string) => void

const strings = z.array(z.string())
const reply = z.tuple([z.string(), strings, strings, strings, knownReply, z.string(), strings, z.string()])
const trouble = z.object({
  size: z.number(),
  tries: z.number(),
  triedAt: z.number().exactOptional(),
}) satisfies z.ZodType<Trouble>
const stale = z.object({ isStale: z.literal(true) })

/** A material, and every turn of the log that it was made of, also those that could not be read. */
export interface ReadMaterial {
  readonly material: Material
  readonly seen: readonly string[]
}

/** What material.lua returned, read; `tableOf` gives what is known at a version, handed over or not. */
export function readMaterial(
  { user, channel }: Conversation,
  found: unknown,
  tableOf: (known: KnownReply) => KnownTable,
  broken: Broken,
): ReadMaterial {
  const [epoch, fields, relearn, turns, known, gapAfter, awaited, timeZone] = reply.parse(found)
  const table = tableOf(known)
  const conv = new Map(groups(fields, 2).map(([field = '', value = '']) => [field, value]))
  const guild = conv.get('guild')
  const learnedTo = conv.get('learnedTo')
  const summarizedTo = conv.get('summarizedTo')
  const material: Material = {
    user,
    channel,
    ...(guild === undefined || guild === '' ? {} : { guild }),
    epoch,
    ...(isTimeZone(timeZone) ? { timeZone } : {}),
    factsVersion: known.version,
    ...(learnedTo === undefined ? {} : { learnedTo: learnedTo as TurnName }),
    ...(summarizedTo === undefined ? {} : { summarizedTo: summarizedTo as TurnName }),
    ...(gapAfter === '' ? {} : { gapAfter: gapAfter as TurnName }),
    awaited: awaited as TurnName[],
    relearn: relearn as TurnName[],
    turns: turnsOf(turns, broken),
    segments: segmentsOf(conv, broken),
    trouble: {
      ...troubleOf('learn', conv),
      ...troubleOf('fold', conv),
    },
    known: audience => table.heardBy(audience),
  }
  return { material, seen: groups(turns, 2).map(([name = '']) => name) }
}

/** Answers to words that were edited since are kept without a text: they are no material. */
export function turnsOf(flat: readonly string[], broken: Broken): Turn[] {
  return groups(flat, 2).flatMap(([name = '', json = '']) => {
    if (parseJson(stale, json)) return []
    const turn = parseTurn(name, json)
    if (!turn) broken('brokenTurn', name)
    return turn ? [turn] : []
  })
}

export function segmentsOf(conv: ReadonlyMap<string, string>, broken: Broken): CoveringSegment[] {
  const numbered = [...conv].flatMap(([field, json]) => {
    const number = /^segment:(?<number>\d+)$/.exec(field)?.groups?.['number']
    return number === undefined
      ? []
      : [{ field, number: Number(number), segment: parseCoveringSegment(json, conv.get(`covers:${number}`) ?? '') }]
  })
  return numbered
    .toSorted((a, b) => a.number - b.number)
    .flatMap(({ field, segment }) => {
      if (!segment) broken('brokenSegment', field)
      return segment ? [segment] : []
    })
}

function troubleOf(part: 'learn' | 'fold', conv: ReadonlyMap<string, string>): Material['trouble'] {
  const noted = parseJson(trouble, conv.get(`trouble:${part}`) ?? '')
  return noted ? { [part]: noted } : {}
}

export function groups(flat: readonly string[], size: number): (readonly string[])[] {
  return Array.from({ length: Math.floor(flat.length / size) }, (_, i) => flat.slice(i * size, (i + 1) * size))
}
