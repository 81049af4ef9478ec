import { randomBytes, type KeyLike } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { fen } from '../../../contract/money.ts'
import {
  createCloudPay,
  fetchDeviceSetting,
  pingHosts,
  type CloudPay,
  type DeviceSetting,
  type MicroPay,
  type OrderAnswer,
  type Pinged,
} from '../../../cloudpay/client/client.ts'
import type { ConfigurationLink } from '../../../cloudpay/client/configuration-link.ts'
import type { CallResult } from '../../../cloudpay/client/result.ts'
import { TradeType } from '../../../cloudpay/protocol/enums.ts'
import { NotChecked, told } from './judgement.ts'
import { hmacInfo, postContent, type Json, type WireAnswer } from './wire.ts'

export type WalletTender = 'wechat' | 'alipay'
export const WALLETS: Readonly<Record<WalletTender, string>> = { wechat: 'WeChat Pay', alipay: 'Alipay' }

/** What the suite is told about a server. All of it comes from outside; the rest it asks by the protocol. */
export interface Given {
  /** For example `http://127.0.0.1:8480/cpay/`. */
  readonly baseUrl: string
  /** A configuration link to be bound by, or what such a link gave at another time. Either leads to the key: a secret. */
  readonly bind: { readonly link: ConfigurationLink } | { readonly setting: DeviceSetting }
  readonly serialNumber: string
  /** Who works at the till; null: whom the configuration link names. Without a password nobody signs in. */
  readonly staff: { readonly id: string; readonly password: string | null } | null
  /** A live payment code of that wallet, each given once; null when there is none left. */
  readonly nextCode: (tender: WalletTender) => string | null
  /** The private half of the merchant's key pair, for the calls that take a signature. */
  readonly privateKey: KeyLike | null
  /** Whether the device is to be freed at the end. */
  readonly unbind: boolean
  /** Between two looks at something that may take its time, ms: at most 60 looks at a payment, 10 at a list. */
  readonly pauseMs: number
}

/** The only sum that is ever charged, and half of it: the smallest that can be given back in parts. */
export const WHOLE = fen(2)
export const HALF = fen(1)

/** A bound till: the client as it is used at the counter, and the bare wire beside it. */
export interface ProbeTill {
  readonly pay: CloudPay
  readonly setting: DeviceSetting
  readonly staffId: string
  /** The three blocks that calls are made of, for the bare wire. */
  readonly mch: Json
  readonly orderClient: Json
  /** Posts this content to a call below the base URL, signed with the key unless another proof is given. */
  readonly post: (call: string, content: Json | string, info?: Json) => Promise<WireAnswer>
}

/** What was asked for one wallet. */
export type Charge = MicroPay & { readonly tender: WalletTender }

export interface Sale {
  readonly asked: Charge
  readonly first: CallResult<OrderAnswer>
  /** How the charge ended, after asking about it while a customer types a password. */
  readonly end: CallResult<OrderAnswer>
}

export interface Right {
  readonly isAdmin: boolean
  readonly authorizedBy: { readonly staffId: string; readonly name: string } | null
}

export type Probe = ReturnType<typeof openProbe>

export const freshNonce = (): string => randomBytes(16).toString('hex')

/**
 * The suite's way to a server. What several checks need is asked for once, when the first of them comes: the binding, the
 * right of the person at the till, one sale for each wallet.
 */
export function openProbe(given: Given) {
  const once = new Map<string, Promise<unknown>>()
  const secrets = new Set<string>()
  const clients: CloudPay[] = []
  let count = 0
  if ('link' in given.bind) secrets.add(given.bind.link.settingId)
  if (given.staff?.password) secrets.add(given.staff.password)

  function remembered<T>(what: string, ask: () => Promise<T>): Promise<T> {
    const known = once.get(what)
    if (known) return known as Promise<T>
    const asked = ask()
    once.set(what, asked)
    return asked
  }

  const bound = (): Promise<CallResult<DeviceSetting>> =>
    remembered('bound', async () => {
      const { bind, serialNumber } = given
      if ('setting' in bind) return { outcome: 'ok', answer: bind.setting, logId: 0 }
      return fetchDeviceSetting(bind.link, serialNumber)
    })

  const till = (): Promise<ProbeTill> =>
    remembered('till', async () => {
      const result = await bound()
      if (result.outcome !== 'ok') throw new NotChecked('the till could not be bound')
      const setting = result.answer
      secrets.add(setting.key)
      const staffId = given.staff?.id ?? setting.staffId
      if (!staffId) throw new NotChecked('the link names nobody who works at the till, and nobody was given')
      const identity = { ...setting, serialNumber: given.serialNumber, machineNo: '020000000001', subTerminalType: 100 }
      const pay = createCloudPay({ identity, baseUrls: [given.baseUrl] })
      clients.push(pay)
      return {
        pay,
        setting,
        staffId,
        mch: { out_mch_id: setting.mchId, out_sub_mch_id: setting.subMchId, out_shop_id: setting.shopId },
        orderClient: {
          device_id: setting.deviceId,
          staff_id: staffId,
          terminal_type: 4,
          sub_terminal_type: 100,
          machine_no: '020000000001',
          sdk_version: 'suite',
          spbill_create_ip: '127.0.0.1',
          sn_code: given.serialNumber,
        },
        post(call, content, info) {
          const text = typeof content === 'string' ? content : JSON.stringify(content)
          return postContent(new URL(call, given.baseUrl).href, text, info ?? hmacInfo(setting.key, text), setting.key)
        },
      }
    })

  /** By the prefix, the time and a count: never the same twice, on any run. */
  async function freshNumber(): Promise<string> {
    const { setting } = await till()
    return `${setting.orderPrefix}${Date.now()}${String(++count % 1000).padStart(3, '0')}`
  }

  async function lookUntil<T>(looks: number, look: () => Promise<T>, settled: (seen: T) => boolean): Promise<T> {
    for (let left = looks; ; left--) {
      const seen = await look()
      if (settled(seen) || left <= 1) return seen
      await pause(given.pauseMs)
    }
  }

  async function query(q: { orderNo: string; tender: WalletTender }, tradeType: number = TradeType.micro) {
    const { pay, staffId } = await till()
    return pay.queryOrder({ orderNo: q.orderNo, tender: q.tender, tradeType, staffId })
  }

  /** A payment code that was not used yet. */
  function code(tender: WalletTender): string {
    const next = given.nextCode(tender)
    if (next === null) throw new NotChecked('needs a payment code')
    secrets.add(next)
    return next
  }

  const charged = (tender: WalletTender): Promise<Sale> =>
    remembered(`sale ${tender}`, async () => {
      const { pay, staffId } = await till()
      const paymentCode = code(tender)
      const asked = { orderNo: await freshNumber(), amountFen: WHOLE, paymentCode, tender, body: '协议检查', remark: '', staffId }
      const first = await pay.microPay(asked)
      const open = (end: CallResult<OrderAnswer>) =>
        end.outcome === 'unknown' || (end.outcome === 'ok' && end.answer.verdict === 'waiting')
      if (!open(first)) return { asked, first, end: first }
      return {
        asked,
        first,
        end: await lookUntil(
          60,
          () => query(asked),
          (end) => !open(end),
        ),
      }
    })

  return {
    given,
    bound,
    till,
    freshNumber,
    query,
    code,
    charged,
    lookUntil,
    secrets: (): string[] => [...secrets],

    ping: (): Promise<Pinged | null> => remembered('ping', () => pingHosts([given.baseUrl])),

    /** The sale of this wallet that was paid. */
    async sale(tender: WalletTender): Promise<Charge> {
      const { asked, end } = await charged(tender)
      const paid = end.outcome === 'ok' && end.answer.verdict === 'paid'
      if (!paid) throw new NotChecked('nothing was paid with this wallet')
      return asked
    },

    /** By whose right refunds are asked for: what signing in told, else what the list of staff tells. */
    right: (): Promise<Right> =>
      remembered('right', async () => {
        const { pay, staffId } = await till()
        const password = given.staff?.password
        const signedIn = password ? await pay.staffLogin({ staffId, password }) : null
        if (signedIn?.outcome === 'ok') {
          const { admin, mayRefund, name } = signedIn.answer
          if (admin) return { isAdmin: true, authorizedBy: null }
          if (!mayRefund) throw new NotChecked(`staff ${staffId} may not refund`)
          return { isAdmin: false, authorizedBy: { staffId, name } }
        }
        const shops = await pay.queryShopInfo({ page: 1, pageSize: 50 })
        if (shops.outcome !== 'ok')
          throw new NotChecked(`nobody knows whether ${staffId} may refund: the list was ${told(shops)}`)
        const people = shops.answer.shops.flatMap((shop) => shop.staff_infos ?? [])
        const person = people.find((one) => one.staff_id === staffId)
        if (person?.refund_auth === false) throw new NotChecked(`staff ${staffId} may not refund`)
        return { isAdmin: false, authorizedBy: { staffId, name: person?.staff_name || staffId } }
      }),

    async close(): Promise<void> {
      await Promise.all(clients.map((client) => client.close()))
    },
  }
}
