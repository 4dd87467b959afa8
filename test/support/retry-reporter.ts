import { stderr } from 'node:process'
import type { Reporter, TestCase } from 'vitest/node'

/** Tells why a test that passed did not pass at once: otherwise nobody learns what it races. */
export class RetryReporter implements Reporter {
  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky !== true) return
    const { errors = [] } = test.result()
    const reasons = errors.map(({ message, stacks = [] }) => {
      const [place] = stacks
      return `  ${message}${place === undefined ? '' : `\n    at ${place.file}:${place.line}`}`
    })
    stderr.write(
      `passed at the second try: ${test.module.relativeModuleId} > ${test.fullName}\n${reasons.join('\n')}\n`,
    )
  }
}
