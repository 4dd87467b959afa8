import type { Logger } from '../../src/observability/logger.ts'

/** Takes every line and keeps none; a test that looks at some of them overrides their level. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}
