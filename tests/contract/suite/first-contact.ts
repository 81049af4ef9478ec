import { fetchDeviceSetting } from '../../../cloudpay/client/client.ts'
import type { Check } from './check.ts'
import { answered, hold, NotChecked, refusedWith } from './judgement.ts'
import type { Probe } from './probe.ts'

/** Before any payment: the server is there, tells its time, and binds a till (PROTOCOL 2, 5.10 A). */

const DAY = 86_400_000

function linkOf({ given: { bind } }: Probe) {
  if ('link' in bind) return bind.link
  throw new NotChecked('needs a configuration link')
}

export const FIRST_CONTACT: readonly Check[] = [
  {
    title: 'a ping is answered, with the time in seconds',
    async run(probe) {
      const pinged = await probe.ping()
      hold(pinged !== null, 'the ping had no answer that says what PROTOCOL asks for')
      const off = Math.abs(pinged.serverTime - Date.now())
      hold(off < DAY, 'the time that was told is more than a day away: it is not in seconds, or a clock is wrong')
    },
  },
  {
    title: 'a configuration link gives what a till needs',
    async run(probe) {
      linkOf(probe)
      const setting = answered(await probe.bound(), 'the link')
      const ids = [setting.mchId, setting.subMchId, setting.shopId, setting.deviceId]
      hold(
        ids.every((id) => /^[0-9A-Za-z_-]{1,64}$/.test(id)),
        'an id is no id',
      )
      hold(setting.orderPrefix.length < 20, 'the order prefix leaves no room for a number of 32 characters')
    },
  },
  {
    title: 'a device that is bound refuses another serial number with 3214',
    async run(probe) {
      await probe.till()
      const other = await fetchDeviceSetting(linkOf(probe), `${probe.given.serialNumber}X`)
      refusedWith(other, 104, 3214, 'another serial number')
    },
  },
  {
    title: 'a link that nobody made gives nothing',
    async run(probe) {
      const forged = { ...linkOf(probe), settingId: 'n0suchsett1ngn0such1' }
      const result = await fetchDeviceSetting(forged, probe.given.serialNumber)
      hold(result.outcome !== 'ok', 'a forged link was taken')
    },
  },
  {
    title: 'the line can be kept warm with GET /',
    async run(probe) {
      const { pay } = await probe.till()
      hold(await pay.warm(), 'GET / had no answer')
    },
  },
]
