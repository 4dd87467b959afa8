import { afterAll } from 'vitest'
import { emptyTestKeys } from '../redis/support/fixtures.ts'

afterAll(emptyTestKeys)
