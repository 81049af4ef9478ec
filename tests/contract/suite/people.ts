import type { Check } from './check.ts'
import { offered } from './extensions.ts'
import { answered, hold, NotChecked, refusedWith } from './judgement.ts'
import { freshNonce, type Probe } from './probe.ts'
import { hmac, type WireAnswer } from './wire.ts'

/** Who may sign in (our extension, RULINGS 13), and the end of a binding (PROTOCOL 5.10 A). */

/** A sign-in with a proof that no password makes. */
async function wrongSignIn(probe: Probe, staffId: string): Promise<WireAnswer> {
  const { post, setting } = await probe.till()
  const call = await offered(probe, 'staff_login', 'sign-in by password')
  const nonce = freshNonce()
  return post(call, {
    out_sub_mch_id: setting.subMchId,
    out_shop_id: setting.shopId,
    device_id: setting.deviceId,
    staff_id: staffId,
    password_proof: hmac('0'.repeat(64), nonce),
    nonce_str: nonce,
  })
}

export const SIGN_IN: readonly Check[] = [
  {
    title: 'sign-in: a wrong password is refused with 104, marked as an extension',
    async run(probe) {
      const { staffId } = await probe.till()
      const { head, signed, inner } = await wrongSignIn(probe, staffId)
      hold(head.status === 104 && signed, `it was answered with ${head.status}, ${signed ? 'with' : 'without'} a code`)
      hold(inner['x_extension'] === true, 'the answer is not marked as an extension')
    },
  },
  {
    title: 'sign-in: the right password is taken',
    async run(probe) {
      const { pay, staffId } = await probe.till()
      const password = probe.given.staff?.password
      if (!password) throw new NotChecked('needs a password')
      // Whether it is offered at all.
      await wrongSignIn(probe, 'n0body')
      const person = answered(await pay.staffLogin({ staffId, password }), 'the sign-in')
      hold(person.loginAt !== null, 'the answer tells no time of the sign-in')
    },
  },
]

export const UNBINDING: readonly Check[] = [
  {
    title: 'a device is freed once, and is free the second time (3215)',
    async run(probe) {
      if (!probe.given.unbind) throw new NotChecked('the device was to stay bound')
      const { pay } = await probe.till()
      const freed = await pay.unbindDevice()
      hold(freed.outcome === 'ok', 'the device was not freed')
      refusedWith(await pay.unbindDevice(), 104, 3215, 'the second time')
    },
  },
]
