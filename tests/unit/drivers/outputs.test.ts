import { expect, it } from 'vitest'
import { devicesInList, sinksInDump, sinksInList } from '../../../drivers/speech/outputs.ts'

it('sinks of PulseAudio are told by name and by what they call themselves', () => {
  const list = `Sink #0
	State: SUSPENDED
	Name: alsa_output.pci-0000_00_1f.3.analog-stereo
	Description: 内置音频 模拟立体声
	Driver: module-alsa-card.c
	Properties:
		device.description = "内置音频 模拟立体声"
	Ports:
		analog-output: Name: (type: Speaker)

Sink #1
	State: IDLE
	Name: auto_null
	Description: Dummy Output

Sink #7
	State: IDLE
	Name: usb-speaker
	Description: Null Output: "a, b"
`
  expect(sinksInList(list)).toEqual([
    { name: 'alsa_output.pci-0000_00_1f.3.analog-stereo', label: '内置音频 模拟立体声' },
    { name: 'usb-speaker', label: 'Null Output: "a, b"' },
  ])
  expect(sinksInList('')).toEqual([])
})

it('sinks of PipeWire are the nodes that are sinks', () => {
  const node = (props: object) => ({ id: 1, type: 'PipeWire:Interface:Node', info: { props } })
  const dump = [
    { id: 0, type: 'PipeWire:Interface:Core', info: {} },
    node({ 'media.class': 'Audio/Sink', 'node.name': 'counter', 'node.description': 'Counter speaker' }),
    node({ 'media.class': 'Audio/Sink', 'node.name': 'bare' }),
    node({ 'media.class': 'Audio/Source', 'node.name': 'microphone' }),
    { id: 9, type: 'PipeWire:Interface:Metadata' },
  ]
  expect(sinksInDump(JSON.stringify(dump))).toEqual([
    { name: 'counter', label: 'Counter speaker' },
    { name: 'bare', label: 'bare' },
  ])
})

it('devices of ALSA are those behind which there may be a loudspeaker', () => {
  const list = `null
    Discard all samples (playback) or generate zero samples (capture)
pulse
    PulseAudio Sound Server
hw:CARD=PCH,DEV=0
    HDA Intel PCH, ALC257 Analog
    Direct hardware device without any conversions
plain
`
  expect(devicesInList(list)).toEqual([
    { name: 'pulse', label: 'PulseAudio Sound Server' },
    { name: 'hw:CARD=PCH,DEV=0', label: 'HDA Intel PCH, ALC257 Analog, Direct hardware device without any conversions' },
    { name: 'plain', label: 'plain' },
  ])
})
