import type { Failure } from './failure.ts'

/** `these images`: one of them alone. */
export type RefusedImages = 'images' | 'these images'

/** Whether a request failed for its images. */
export function refusedImages({ status = 0, wording }: Failure): RefusedImages | undefined {
  if (!(REFUSES_IMAGES.includes(status) && ABOUT_IMAGES.test(wording))) return undefined
  return ABOUT_ONE_IMAGE.test(wording) ? 'these images' : 'images'
}

/** 404: OpenRouter, where none of its providers takes them. 500: llama.cpp without a projector, and Ollama. */
const REFUSES_IMAGES = [400, 404, 415, 422, 500, 501]
const ABOUT_IMAGES = /image|vision|multi-?modal|mmproj|content type|content must be a string/
const ABOUT_ONE_IMAGE =
  /invalid_image|image_parse|image_too|invalid image|unsupported image|too large|corrupt|could not (?:process|load|decode)|failed to (?:process|load|decode|download)|valid image/
