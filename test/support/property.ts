import fc from 'fast-check'

/**
 * The same examples in every run, so that a change is judged by what it changes. `PROPERTY_SEED=<number>` takes others, and
 * `LIFECYCLE_RUNS=<number>` more of them for the longest property.
 */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_128) })

export { fc }
