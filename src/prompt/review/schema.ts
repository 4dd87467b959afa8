import { z } from 'zod'
import { factStatuses } from '../../memory/types.ts'
import { toJsonSchema } from '../format/json-schema.ts'
import { toList, toNumber, toYesOrNo } from '../format/lenient-values.ts'

const number = z.int()
const givenNumber = z.preprocess(toNumber, number)
const yesOrNo = z.preprocess(toYesOrNo, z.boolean().nullish()).catch(undefined)

/** Small models answer with words of their own, leave fields out, or say null: what can't be read says nothing. */
export const verdictSchema = z.object({
  fact: givenNumber,
  true: yesOrNo,
  status: z
    .enum(['present', ...factStatuses])
    .nullish()
    .catch(undefined),
  bot: yesOrNo,
  sensitive: yesOrNo,
  replaces: z.preprocess(toList, z.array(givenNumber)).nullish().catch(undefined),
  repeats: givenNumber.nullish().catch(undefined),
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
