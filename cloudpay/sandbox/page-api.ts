import { z } from 'zod'
import { BEHAVIOURS, type BehaviourName } from './behaviours.ts'
import type { Control } from './control.ts'
import { drawSymbol } from './draw.ts'

/** What the pages may ask and do; the paths lie under `/sandbox/api/`. */

const wallet = z.string().max(32)
const behaviourName = z.enum(Object.keys(BEHAVIOURS) as [BehaviourName, ...BehaviourName[]])
const fee = z.int32().min(1)
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Of the payments by QR codes a customer's page shows the newest. */
const MOST_SHOWN = 20

const faultsShape = z.strictObject({
  line: z.enum(['fine', 'refused', 'cut']).optional(),
  slowMs: z.int().min(0).max(600_000).optional(),
  badHmac: z.boolean().optional(),
  statusNext: z.strictObject({ status: z.literal([3, 103]), calls: z.int().min(0).max(1000) }).optional(),
})

export interface PageAnswer {
  status: number
  type: 'application/json' | 'image/svg+xml' | 'application/x-pem-file'
  body: string
  /** Given to be kept as a file of this name, not to be shown. */
  fileName?: string
}

const json = (value: unknown, status = 200): PageAnswer => ({ status, type: 'application/json', body: JSON.stringify(value) })
const svg = (body: string): PageAnswer => ({ status: 200, type: 'image/svg+xml', body })

type Act = (body: unknown) => PageAnswer | Promise<PageAnswer>

/** `show` hands a code to the till in the same process; null where there is none, and then the page has no such button. */
export function createPageApi(control: Control, freshLink: (deviceId: string) => string, show: ((code: string) => void) | null) {
  function act<S extends z.ZodType>(shape: S, run: (asked: z.output<S>) => unknown): Act {
    return (body) => {
      const asked = shape.safeParse(body)
      if (!asked.success) return json({ error: 'not understood' }, 400)
      try {
        return json({ done: run(asked.data) ?? true })
      } catch (error) {
        return json({ error: error instanceof Error ? error.message : 'failed' }, 409)
      }
    }
  }

  const shopName = () => control.office().shopName
  /** How many refunds wait for somebody's word. */
  const waiting = () => control.approvals().filter(({ state }) => state === 'waiting').length

  const acts: Readonly<Record<string, Act>> = {
    'POST wallet/code': act(z.strictObject({ wallet }), (asked) => {
      control.freshCode(asked.wallet)
    }),
    // The payment code, or the number on the bill of one of the wallet's deposits.
    'POST wallet/show': act(z.strictObject({ wallet, hold: z.string().max(32).optional() }), (asked) => {
      const mine = control.holds().find((hold) => hold.number === asked.hold && hold.walletId === asked.wallet)
      if (asked.hold !== undefined && !mine) throw new Error('no such deposit')
      show?.(mine?.number ?? control.codeOf(asked.wallet))
      return show !== null
    }),
    'POST wallet/behaviour': act(
      z.strictObject({ wallet, name: behaviourName, seconds: z.int().min(1).max(600).optional() }),
      (asked) => control.behave(asked.wallet, asked.name, asked.seconds),
    ),
    'POST wallet/online': act(z.strictObject({ wallet, online: z.boolean() }), (asked) =>
      control.setOnline(asked.wallet, asked.online),
    ),
    'POST wallet/answer': act(z.strictObject({ wallet, number: z.string().max(32), pays: z.boolean() }), (asked) =>
      control.answer(asked.wallet, asked.number, asked.pays),
    ),
    'POST wallet/scan': act(z.strictObject({ wallet, codeUrl: z.string().max(300) }), (asked) => {
      control.scanQr(asked.wallet, asked.codeUrl)
    }),
    'POST one-code/pay': act(
      z.strictObject({
        codeId: z.string().max(64),
        platform: z.enum(['wechat', 'alipay']),
        amountFen: fee,
        remark: z.string().max(127),
        coupon: z.enum(['platform', 'shop']).optional(),
      }),
      ({ coupon, ...asked }) => control.payOneCode({ ...asked, ...(coupon === undefined ? {} : { coupon }) }).number,
    ),
    'POST approval/answer': act(
      z.strictObject({
        ticket: z.string().max(64),
        staffId: z.string().max(64),
        password: z.string().max(64),
        grants: z.boolean(),
      }),
      (asked) => control.answerApproval(asked.ticket, asked.staffId, asked.password, asked.grants),
    ),
    'POST sign-in/scan': act(z.strictObject({ ticket: z.string().max(64), staffId: z.string().max(64).nullable() }), (asked) =>
      control.scanSignInCode(asked.ticket, asked.staffId),
    ),
    'POST office/link': act(z.strictObject({ device: z.string().max(64) }), (asked) => {
      freshLink(asked.device)
    }),
    'POST office/unbind': act(z.strictObject({ device: z.string().max(64) }), (asked) => control.releaseDevice(asked.device)),
    'POST office/faults': act(faultsShape, ({ line, slowMs, badHmac, statusNext }) => {
      control.setFaults({
        ...(line === undefined ? {} : { line }),
        ...(slowMs === undefined ? {} : { slowMs }),
        ...(badHmac === undefined ? {} : { badHmac }),
        ...(statusNext === undefined ? {} : { statusNext }),
      })
    }),
    'POST office/clear': act(z.strictObject({}), control.clearFaults),
    'POST office/jump': act(
      z.strictObject({
        ms: z
          .int()
          .min(1)
          .max(60 * DAY_MS),
      }),
      (asked) => control.jump(asked.ms),
    ),
    'POST office/deposits': act(
      z.strictObject({ granted: z.boolean().optional(), channel: z.enum(['direct', 'maidan']).optional() }),
      ({ granted, channel }) =>
        control.setDeposits({ ...(granted === undefined ? {} : { granted }), ...(channel === undefined ? {} : { channel }) }),
    ),
    'POST office/top-ups': act(
      z.strictObject({ mode: z.enum(['fixed', 'any']).optional(), mostFee: fee.optional(), ceilingFee: fee.optional() }),
      ({ mode, mostFee, ceilingFee }) =>
        control.setTopUpRules({
          ...(mode === undefined ? {} : { mode }),
          ...(mostFee === undefined ? {} : { mostFee }),
          ...(ceilingFee === undefined ? {} : { ceilingFee }),
        }),
    ),
    'POST office/give-back': act(z.strictObject({ number: z.string().max(32), feeFen: fee }), (asked) =>
      control.giveBack(asked.number, asked.feeFen),
    ),
    'POST office/activate': act(z.strictObject({ number: z.string().max(32) }), (asked) =>
      control.setMember(asked.number, { claimed: true, activated: true }),
    ),
    'POST office/skew': act(z.strictObject({ ms: z.int().min(-DAY_MS).max(DAY_MS) }), (asked) => control.setSkew(asked.ms)),
    'GET wallets': () =>
      json({
        shopName: shopName(),
        scanner: show !== null,
        wallets: control.wallets(),
        codes: control.qrCodes(),
        approvals: waiting(),
      }),
    'GET one-code': () =>
      json({
        shopName: shopName(),
        codes: control.qrCodes(),
        orders: control
          .orders()
          .filter(({ trade }) => trade === 'oneCode')
          .slice(0, MOST_SHOWN),
      }),
    'GET approvals': () => json({ shopName: shopName(), approvals: control.approvals() }),
    'GET sign-in': () =>
      json({
        shopName: shopName(),
        codes: control.signInCodes(),
        people: control.staff().map(({ staffId, name, role }) => ({ staffId, name, role })),
      }),
    'GET office': () => json({ ...control.office(), codes: control.qrCodes(), approvals: waiting() }),
    // The console of the real one offers it the same way. It is read by the merchant's admin alone.
    'GET office/private-key': () => ({
      status: 200,
      type: 'application/x-pem-file',
      body: control.merchantPrivateKey().export({ type: 'pkcs8', format: 'pem' }).toString(),
      fileName: 'merchant-private-key.pem',
    }),
  }

  const drawn = z.strictObject({ text: z.string().min(1).max(400) })
  /** Texts that must not stand in a URL, as codes and links, come in the body; others may come in the query. */
  async function draw(kind: 'qr' | 'code128', asked: unknown): Promise<PageAnswer> {
    const wanted = drawn.safeParse(asked)
    if (!wanted.success || (kind === 'code128' && !/^[ -~]{1,60}$/.test(wanted.data.text))) {
      return json({ error: 'not understood' }, 400)
    }
    return svg(await drawSymbol(kind, wanted.data.text))
  }

  /** Undefined: no such path. */
  return async function answer(method: string, url: URL, body: unknown): Promise<PageAnswer | undefined> {
    const symbol = /^\/draw\/(qr|code128)$/.exec(url.pathname)?.[1]
    if (symbol === 'qr' || symbol === 'code128') {
      return draw(symbol, method === 'POST' ? body : Object.fromEntries(url.searchParams))
    }
    const name = url.pathname.startsWith('/sandbox/api/') ? url.pathname.slice('/sandbox/api/'.length) : undefined
    const found = name === undefined ? undefined : acts[`${method} ${name}`]
    return found?.(body)
  }
}
