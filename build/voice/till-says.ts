import { fen, type Fen } from '../../contract/money.ts'
import { HOLD_TENDERS, SALE_WAYS, TENDERS, type Language } from '../../contract/states.ts'
import { englishFigure } from '../../drivers/speech/spell.ts'
import { sentences } from '../../electron/till/sentences.ts'

type Kinds = Record<keyof typeof sentences, (language: Language, amount: Fen, returned: Fen) => string[]>

const alone = (say: (language: Language) => string) => (language: Language) => [say(language)]

/** How each kind of sentence is asked for. A kind that is added to the till and not here does not compile. */
const KINDS: Kinds = {
  paid: (language, amount) =>
    [null, ...TENDERS].flatMap((tender) => [null, ...SALE_WAYS].map((way) => sentences.paid(language, tender, amount, way))),
  oneCode: (language, amount) => [null, ...TENDERS].map((tender) => sentences.oneCode(language, tender, amount)),
  oneCodeRefunded: (language, amount) => [null, ...TENDERS].map((tender) => sentences.oneCodeRefunded(language, tender, amount)),
  refunded: (language, amount) => TENDERS.map((tender) => sentences.refunded(language, tender, amount)),
  refundFailed: alone(sentences.refundFailed),
  refundUnknown: alone(sentences.refundUnknown),
  failed: alone(sentences.failed),
  unknown: alone(sentences.unknown),
  held: (language, amount) => [null, ...HOLD_TENDERS].map((tender) => sentences.held(language, tender, amount)),
  holdFailed: alone(sentences.holdFailed),
  holdUnknown: alone(sentences.holdUnknown),
  captured: (language, amount, returned) => [null, returned].map((back) => sentences.captured(language, amount, back)),
  toppedUp: (language, amount) => [sentences.toppedUp(language, amount)],
  topUpFailed: alone(sentences.topUpFailed),
  topUpUnknown: alone(sentences.topUpUnknown),
  captureFailed: alone(sentences.captureFailed),
  captureUnknown: alone(sentences.captureUnknown),
  released: (language, amount) => [sentences.released(language, amount)],
  releaseFailed: alone(sentences.releaseFailed),
  releaseUnknown: alone(sentences.releaseUnknown),
  shiftClosed: alone(sentences.shiftClosed),
  // Said before any of the others, as the one after it.
  inTraining: (language) => [sentences.inTraining(language, '')],
  test: (language) => [sentences.test(language, '')],
  bound: alone(sentences.bound),
}

/** Every sentence that the till can say with this amount. */
export function allSentences(language: Language, amount: Fen, returned: Fen): string[] {
  const plain = Object.values(KINDS).flatMap((kind) => kind(language, amount, returned))
  return [...plain, ...plain.map((text) => sentences.inTraining(language, text))]
}

const HANZI_FIGURES = Array.from('一二三四五六七八九')
const HANZI = [
  ...Array.from('零两十百千万亿元角分负'),
  ...HANZI_FIGURES,
  // A figure before its place changes its tone: recorded together they sound better.
  ...HANZI_FIGURES.flatMap((figure) => Array.from('十百千万元角分', (place) => figure + place)),
]
const ENGLISH = [
  ...Array.from({ length: 20 }, (_, value) => String(value)),
  ...['20', '30', '40', '50', '60', '70', '80', '90'],
].map((figure) => englishFigure(figure)?.join(' ') ?? '')
const ENGLISH_PLACES = ['hundred', 'thousand', 'million', 'and', 'point', 'yuan']

/** An amount that no phrase holds by chance, to cut phrases at. */
const MARK = fen(987_654_321)

/** What stands around amounts in the till's sentences, between commas: one clip each. */
function phrases(language: Language): string[] {
  const spokenMark = language === 'en' ? '9876543.21 yuan' : sentences.released(language, MARK).replace('押金已退还', '')
  return allSentences(language, MARK, MARK)
    .flatMap((text) => text.split(spokenMark))
    .flatMap((text) => text.split(/[，。,.]/))
    .map((text) => text.trim())
    .filter((text) => text !== '')
}

/** The words of all clips of the default pack. */
export function clipsOf(language: Language): string[] {
  const parts = language === 'en' ? [...ENGLISH, ...ENGLISH_PLACES] : HANZI
  return [...new Set([...parts, ...phrases(language)])]
}
