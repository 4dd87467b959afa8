import { openAiError, type SentRequest, type ServerBehaviour } from '../support/simulated-server.ts'

/** A server that takes some pictures and not others. */
export interface PictureBehaviour extends ServerBehaviour {
  /** The bytes of the pictures that Ada sends, in order. */
  readonly sends: readonly number[]
  /** Which of them the model is to see. */
  readonly sees: readonly number[]
  /** Whether the server has said what it takes, so that it is not asked again for more. */
  readonly isStated?: boolean
}

const SMALL = 64
const LARGE = 6000

const moreThan = (count: number) => (request: SentRequest) => request.pictures.length > count
const largerThan = (bytes: number) => (request: SentRequest) => request.largestPicture > bytes

function refusing(name: string, when: (request: SentRequest) => boolean, status: number, body: object | string) {
  return { name, refuses: [{ when, status, body }] }
}

const two = { sends: [SMALL, SMALL], sees: [SMALL], isStated: true }
const oneTooLarge = { sends: [SMALL, LARGE], sees: [SMALL] }

export const pictureBehaviours: readonly PictureBehaviour[] = [
  { ...refusing('one a request', moreThan(1), 400, openAiError('only 1 image per request')), ...two },
  {
    ...refusing('at most one', moreThan(1), 400, {
      object: 'error',
      message: 'At most 1 image(s) may be provided in one request.',
      code: 400,
    }),
    ...two,
  },
  {
    ...refusing('at most one, of vLLM', moreThan(1), 400, {
      message:
        'You set image=1 (or defaulted to 1) in `--limit-mm-per-prompt`, but found 2 items in the same prompt. At most 1 multimodal item',
      code: 400,
    }),
    ...two,
  },
  { ...refusing('too many', moreThan(1), 400, openAiError('Too many images in request: 2 > 1 maximum')), ...two },
  {
    ...refusing('several are not supported', moreThan(1), 422, {
      detail: 'Multiple images are not supported by this model.',
    }),
    ...two,
  },
  {
    ...refusing(
      'at most two of three',
      moreThan(2),
      400,
      openAiError('This model supports up to 2 images, 3 were given.'),
    ),
    sends: [SMALL, SMALL, SMALL],
    sees: [SMALL, SMALL],
    isStated: true,
  },
  {
    ...refusing(
      '5 kB',
      largerThan(5000),
      400,
      openAiError('messages.1.content.2.image.source.base64: image exceeds 5 KB maximum: 6000 bytes > 5000 bytes'),
    ),
    ...oneTooLarge,
    isStated: true,
  },
  {
    ...refusing(
      'in other words',
      largerThan(5000),
      400,
      openAiError('The image size is 6KB, which is larger than the 5KB limit.'),
    ),
    ...oneTooLarge,
    isStated: true,
  },
  {
    ...refusing(
      'measured as base64',
      request => request.pictures.some(url => url.length > 7000),
      400,
      openAiError('Image too large: maximum 7 KB as base64'),
    ),
    ...oneTooLarge,
    isStated: true,
  },
  {
    ...refusing(
      'by a code',
      largerThan(5000),
      400,
      openAiError('Invalid image.', { code: 'image_too_large', param: 'messages[1].content' }),
    ),
    ...oneTooLarge,
  },
  { ...refusing('without a size', largerThan(5000), 422, { detail: 'image is too large' }), ...oneTooLarge },
  {
    ...refusing(
      'dimensions',
      largerThan(5000),
      400,
      openAiError('At least one of the image dimensions exceed max allowed size for many-image requests: 2000 pixels'),
    ),
    ...oneTooLarge,
  },
  {
    ...refusing(
      'resolution',
      largerThan(5000),
      400,
      openAiError('Image resolution 9000x7000 is above the supported 4096x4096'),
    ),
    ...oneTooLarge,
  },
  {
    ...refusing(
      'an unreadable one',
      largerThan(5000),
      400,
      openAiError('You uploaded an unsupported image. Please make sure your image is valid.', {
        code: 'invalid_image_format',
      }),
    ),
    ...oneTooLarge,
  },
  {
    ...refusing(
      'fails to decode it',
      largerThan(5000),
      500,
      openAiError('Failed to load image: cannot identify image file', { code: 500 }),
    ),
    ...oneTooLarge,
  },
  {
    ...refusing('Too many, without a number', moreThan(1), 400, openAiError('Too many images provided.')),
    ...two,
    isStated: false,
  },
  {
    ...refusing('one at a time', moreThan(1), 400, openAiError('This model can only process one image at a time.')),
    ...two,
  },
  ...[
    [400, 'Unsupported MIME type: image/webp'],
    [400, 'Only JPEG and PNG images are supported'],
    [400, 'Animated GIFs are not supported.'],
    [415, 'Unsupported Media Type'],
    [500, 'PIL.UnidentifiedImageError: cannot open'],
  ].map(([status, message]) => ({
    ...refusing(`${status} ${message}`, largerThan(5000), Number(status), openAiError(String(message))),
    ...oneTooLarge,
  })),
  {
    ...refusing('Google', largerThan(5000), 400, [
      {
        error: {
          code: 400,
          message: 'Request payload size exceeds the limit: 5000 bytes.',
          status: 'INVALID_ARGUMENT',
        },
      },
    ]),
    sends: [LARGE],
    sees: [],
  },
  {
    ...refusing('nginx', largerThan(5000), 413, '<html><h1>413 Request Entity Too Large</h1></html>'),
    sends: [LARGE],
    sees: [],
  },
  {
    ...refusing('a gateway', largerThan(5000), 413, { message: 'Request body exceeds the configured limit' }),
    sends: [SMALL, LARGE],
    sees: [],
  },
  {
    ...refusing(
      'a body parser',
      largerThan(5000),
      413,
      openAiError('request entity too large', { type: 'entity.too.large' }),
    ),
    sends: [LARGE],
    sees: [],
  },
]
