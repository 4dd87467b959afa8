import { env } from 'node:process'

/** How many times as many examples each property is tried on as the suite takes, which somebody waits for: `PROPERTY_RUNS`. */
export const propertyFactor = Number(env['PROPERTY_RUNS'] ?? 1)
