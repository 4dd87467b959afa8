import { z } from 'zod'
import { factStatuses } from '../../memory/types.ts'
import { toJsonSchema } from '../format/json-schema.ts'

const number = z.int()
const yesOrNo = z.boolean().nullish().catch(undefined)

/** Small models answer with words of their own, leave fields out, or say null: what can't be read says nothing. */
export const verdictSchema = z.object({
  fact: number,
  true: yesOrNo,
  status: z
    .enum(['present', ...factStatuses])
    .nullish()
    .catch(undefined),
  bot: yesOrNo,
  sensitive: yesOrNo,
  replaces: z.array(number).nullish().catch(undefined),
  repeats: number.nullish().catch(undefined),
})

/** The shape of the answer, for servers that take a schema. */
export const reviewJsonSchema = toJsonSchema(
  z.object({
    verdicts: z.array(
      z.object({
        fact: number,
        true: z.boolean().nullable(),
        status: z.enum(['present', ...factStatuses]),
        bot: z.boolean(),
        sensitive: z.boolean(),
        replaces: z.array(number),
        repeats: number.nullable(),
      }),
    ),
  }),
  true,
)
