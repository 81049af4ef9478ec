import { expect } from 'vitest'
import { hmacMatches, requestEnvelopeSchema } from '../../../cloudpay/protocol/envelope.ts'
import { ENDPOINTS, type EndpointName } from '../../../cloudpay/protocol/messages/endpoints.ts'
import type { CloudPay } from '../../../cloudpay/client/client.ts'
import type { CallResult } from '../../../cloudpay/client/result.ts'
import { clientOf, contentIn, contentOf, IDENTITY, scripted, sealed } from './scripted-server.ts'

/** Makes one call against a server that answers with this object, and shows what was sent. */
export async function making<T>(
  name: EndpointName,
  object: Record<string, unknown>,
  call: (pay: CloudPay) => Promise<CallResult<T>>,
) {
  const answer = name === 'unbind_device_sn_code' ? {} : { [ENDPOINTS[name].answerKeys[0] ?? name]: object }
  const server = await scripted((_request, response) => response.end(sealed(contentOf({ status: 0 }, answer))))
  const { pay } = clientOf([server.baseUrl], { random: () => 'n0nce' })
  const result = await call(pay)
  expect(server.got).toHaveLength(1)
  const sent = contentIn(server.got[0])
  expect(ENDPOINTS[name].request.safeParse(sent).error?.issues ?? []).toEqual([])
  expect(server.got[0]?.url).toBe(ENDPOINTS[name].extension ? `/${ENDPOINTS[name].path}` : `/cpay/${name}`)
  const envelope = requestEnvelopeSchema.parse(JSON.parse(server.got[0]?.body ?? ''))
  if (ENDPOINTS[name].auth === 'hmac') {
    expect(hmacMatches(IDENTITY.key, envelope.request_content, envelope.authen_info.a?.authen_code ?? '')).toBe(true)
  }
  await server.close()
  return { result, sent, envelope }
}
