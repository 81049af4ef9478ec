import { readFileSync } from 'node:fs'
import { createPrivateKey } from 'node:crypto'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readConfigurationLink } from '../../cloudpay/client/configuration-link.ts'
import type { Given, WalletTender } from '../../tests/contract/suite/probe.ts'

export const USAGE = `npm run contract -- --cloudpay URL --bind LINK [--staff ID:PASSWORD] [--code CODE]…
  --cloudpay URL      the server, for example http://127.0.0.1:8480
  --bind LINK         a fresh configuration link; or --keys FILE, what such a link gave at another time (JSON)
  --serial TEXT       the serial number the device is bound by (GUITAI_SUITE_0001)
  --staff ID:PASSWORD who works at the till; the password is only for signing in
  --code CODE         a live payment code: 2 fen are charged and given back. One of WeChat Pay and one of Alipay are used;
                      a second one of either holds a deposit of 2 fen, half of which is spent and refunded
  --private-key FILE  the merchant's private key (PEM), for refunds signed with it
  --unbind            frees the device at the end`

const keysSchema = z.object({
  mchId: z.string().min(1),
  subMchId: z.string().min(1),
  shopId: z.string().min(1),
  deviceId: z.string().min(1),
  orderPrefix: z.string().min(1),
  key: z.string().min(1),
  staffId: z.string().min(1).optional(),
})

/** First two digits (PROTOCOL 4). */
const FORMS: Readonly<Record<WalletTender, RegExp>> = { wechat: /^1[0-5]\d{16}$/, alipay: /^(2[5-9]|30)\d{14,22}$/ }

class Wrong extends Error {}

/** A bare origin stands for the API beneath it. */
function baseUrlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Wrong('--cloudpay takes the address of a server')
  if (url.pathname === '/') url.pathname = '/cpay/'
  return url
}

function bindOf(link: string | undefined, keysFile: string | undefined, baseUrl: URL): Given['bind'] {
  if ((link === undefined) === (keysFile === undefined)) throw new Wrong('either --bind LINK or --keys FILE is needed')
  if (link !== undefined) {
    const read = readConfigurationLink(link, [baseUrl.origin])
    if (!read.ok) throw new Wrong(`--bind takes a configuration link of ${baseUrl.host} (${read.fault})`)
    if (read.link.baseUrl !== baseUrl.href) throw new Wrong('--bind leads to another server than --cloudpay')
    return { link: read.link }
  }
  const names = 'mchId, subMchId, shopId, deviceId, orderPrefix, key'
  const parsed = keysSchema.safeParse(JSON.parse(readFileSync(keysFile ?? '', 'utf8')))
  if (!parsed.success) throw new Wrong(`--keys takes a file with ${names}, all of them text`)
  return { setting: { shopName: '', deviceName: '', staffName: null, ...parsed.data, staffId: parsed.data.staffId ?? null } }
}

function staffOf(text: string | undefined): Given['staff'] {
  if (text === undefined) return null
  const [id = '', ...rest] = text.split(':')
  if (id === '') throw new Wrong('--staff takes a staff number, and a colon and the password if somebody is to sign in')
  return { id, password: rest.join(':') || null }
}

function codesOf(codes: readonly string[]): Given['nextCode'] {
  const strange = codes.find((code) => !Object.values(FORMS).some((form) => form.test(code)))
  if (strange !== undefined)
    throw new Wrong('--code takes payment codes of WeChat Pay (18 digits, 10…15) or Alipay (16 to 24, 25…30)')
  const left = [...codes]
  return (tender) => {
    const index = left.findIndex((code) => FORMS[tender].test(code))
    return index < 0 ? null : (left.splice(index, 1)[0] ?? null)
  }
}

/** Reads the command line; answers what is wrong with it as a sentence that repeats no secret. */
export function readContractOptions(args: readonly string[]): Given | string {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        cloudpay: text,
        bind: text,
        keys: text,
        serial: { ...text, default: 'GUITAI_SUITE_0001' },
        staff: text,
        code: { ...text, multiple: true, default: [] },
        'private-key': text,
        unbind: { type: 'boolean', default: false },
      },
    })
    if (values.cloudpay === undefined) return '--cloudpay URL is missing: the server that is to be checked'
    const baseUrl = baseUrlOf(values.cloudpay)
    const privateKey = values['private-key']
    return {
      baseUrl: baseUrl.href,
      bind: bindOf(values.bind, values.keys, baseUrl),
      serialNumber: values.serial,
      staff: staffOf(values.staff),
      nextCode: codesOf(values.code),
      privateKey: privateKey === undefined ? null : createPrivateKey(readFileSync(privateKey)),
      unbind: values.unbind,
      pauseMs: 2000,
    }
  } catch (error) {
    // What a parser says may quote what it read.
    if (error instanceof SyntaxError) return '--keys takes a file of JSON'
    return error instanceof Error ? error.message : String(error)
  }
}
