import { argv } from 'node:process'
import { parseArgs } from 'node:util'

const { positionals, values } = parseArgs({
  args: argv.slice(argv.findIndex(arg => /\bbench[\\/][\w-]+\.ts$/u.test(arg)) + 1),
  allowPositionals: true,
  options: {
    /** Measures so little that the numbers mean nothing: to see that a bench runs. */
    quick: { type: 'boolean', default: false },
    /** bench:memory: with a million facts, too. */
    million: { type: 'boolean', default: false },
    /** bench:recall: how many of LongMemEval's questions to ask. Each has some 250 turns of its own to embed. */
    questions: { type: 'string', default: '500' },
    /** bench:recall, bench:filters, bench:search-floor: a server of multilingual-e5-small that is there already, its address up to /v1; or for bench:filters `none`. */
    embeddings: { type: 'string' },
    /** bench:search-floor: the embedding model of a server; OpenAI's, with OPENAI_API_KEY, where no address is named. */
    'embedding-model': { type: 'string' },
    /** bench:filters, bench:learning-quality: one JSON object and nothing else. */
    json: { type: 'boolean', default: false },
    /** bench:learning-quality: what the second look says, as the files hold no verdicts: `none` or `truthful`. */
    look: { type: 'string', default: 'none' },
    /** bench:learning-quality: a real model at OPENAI_BASE_URL in place of the answers in the files. */
    model: { type: 'string' },
    /** bench:learning-quality: each right fact that was not kept and each wrong one that was, too. */
    list: { type: 'boolean', default: false },
  },
})

/** What was written behind the name of the bench: `npm run bench:memory -- --million`. */
export const options = values

/** The folder with the data sets, if one was named. */
export const [dataFolder] = positionals

/** How much to measure: all that gives numbers to rely on, or next to nothing with `--quick`. */
export function sized<Size>(full: Size, quick: Size): Size {
  return options.quick ? quick : full
}
