import { expect, test } from 'vitest'
import {
  batchLimitIn,
  contextIn,
  pictureLimitsIn,
  responseLimitIn,
} from '../../../../src/llm/openai/errors/stated-limits.ts'

test.each([
  [
    "this model's maximum context length is 4096 tokens. however, you requested 5000 tokens (4000 in the messages, 1000 in the completion).",
    4096,
    4000,
  ],
  ['prompt is too long: 5012 tokens > 4096 maximum', 4096, 5012],
  ['request (5000 tokens) exceeds the available context size (4096 tokens)', 4096, undefined],
  [
    'this endpoint’s maximum context length is 32,768 tokens. however, you requested about 40,000 tokens (39,000 of text input)',
    32_768,
    undefined,
  ],
  ['input token count 9000 exceeds the maximum number of tokens allowed 8192', 8192, undefined],
  ['prompt contains 9001 tokens, too large for model with 8192 maximum context length', 8192, undefined],
  ['input length and `max_tokens` exceed context limit: 3900 + 1000 > 4096, decrease input length', 4096, undefined],
  ['the number of input and output tokens (5000) exceeded this model context window limit (4096).', 4096, undefined],
  ['`inputs` tokens + `max_new_tokens` must be <= 4096. given: 5000 `inputs` tokens and 1000', 4096, undefined],
  ['<400> internalerror: range of input length should be [1, 30720]', 30_720, undefined],
  ['too long', undefined, undefined],
])('the context in “%s”', (wording, context, prompt) => {
  const { limits, promptTokens } = contextIn({}, wording)
  expect(limits.contextTokens).toBe(context)
  if (prompt !== undefined) expect(promptTokens).toBe(prompt)
})

test.each([
  ['only 1 image per request', { images: 1 }],
  ['at most 1 image(s) may be provided in one request.', { images: 1 }],
  ['this model supports up to two images', { images: 2 }],
  ['too many images in request: 5 > 4', { images: 4 }],
  ['multiple images are not supported', { images: 1 }],
  ['image exceeds 5 mb maximum: 5316852 bytes > 5242880 bytes', { imageBytes: 5_000_000 }],
  ['the image is 6.1mb, which is larger than the limit of 5mb', { imageBytes: 5_000_000 }],
  ['image dimensions exceed max allowed size: 8000 pixels', { imageSide: 8000 }],
  ['image resolution 9000x7000 is above 4096x4096', { imageSide: 4096 }],
  ['this model can only process one image at a time', { images: 1 }],
  ['expected 1 image, got 2', { images: 1 }],
  ['image is too small: at least 28x28 pixels', {}],
])('what “%s” says of pictures', (wording, limits) => {
  expect(pictureLimitsIn(wording)).toEqual(limits)
})

test.each([
  ['max_tokens is too large: 100000. this model supports at most 16384 completion tokens', 16_384],
  [
    'invalid max_tokens value, the valid range is between 1 and 8192: max_tokens must be less than or equal to 8192',
    8192,
  ],
  ['invalid max_tokens value, the valid range of max_tokens is [1, 8192]', 8192],
  ['max_tokens must be less than or equal to `4096`, the maximum value is less than the context_window', 4096],
  ["unsupported parameter: 'max_tokens' is not supported", undefined],
])('the longest answer in “%s”', (wording, tokens) => {
  expect(responseLimitIn(wording)).toBe(tokens)
})

test.each([
  ['batch size is invalid, it should not be larger than 10.: input.contents', 10],
  ['batch size 64 > maximum allowed batch size 32', 32],
  ['no', undefined],
])('the texts in “%s”', (wording, texts) => {
  expect(batchLimitIn(wording)).toBe(texts)
})
